# SPDX-License-Identifier: MIT
import asyncio


async def work(name, delay):
    await asyncio.sleep(delay)
    print(name)
    return name.upper()


async def main():
    print(await asyncio.gather(work('c', 0.03), work('a', 0.01), work('b', 0.02)))
    tasks = {asyncio.create_task(work(name, delay), name=name)
             for name, delay in (('quick', 0.01), ('slow', 5))}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print([task.get_name() for task in done], [task.get_name() for task in pending])
    for task in pending:
        print(task.cancel('enough'))
        try:
            await task
        except asyncio.CancelledError as error:
            print('cancelled', error.args, task.cancelled())
    for job in asyncio.as_completed([work('y', 0.2), work('x', 0.01)]):
        print(await job)


asyncio.run(main())
