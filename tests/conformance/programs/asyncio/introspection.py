# SPDX-License-Identifier: MIT
import asyncio
import sys


async def inner(event):
    await event.wait()


async def outer(event):
    await inner(event)


async def main():
    event = asyncio.Event()
    task = asyncio.create_task(outer(event), name='watched')
    await asyncio.sleep(0)
    task.print_stack(file=sys.stdout)
    print([frame.f_code.co_name for frame in task.get_stack()], task.get_coro().cr_await.__name__)
    print(sorted(each.get_name() for each in asyncio.all_tasks()))
    print(repr(task).replace(hex(id(task)), ''), asyncio.isfuture(task), asyncio.iscoroutine(main))
    event.set()
    await task
    print(task)
    frame = sys._getframe()
    while frame:
        print(frame.f_code.co_name, frame.f_code.co_filename.rpartition('/')[2])
        frame = frame.f_back


asyncio.run(main())
