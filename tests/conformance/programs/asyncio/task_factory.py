# SPDX-License-Identifier: MIT
import asyncio


class Task(asyncio.Task):
    def __repr__(self):
        return f'<mine {self.get_name()}>'


def factory(loop, coroutine, context=None):
    print('makes', coroutine.__qualname__)
    return Task(coroutine, loop=loop, context=context, name=coroutine.__name__)


async def work():
    return asyncio.current_task()


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(factory)
    print(await asyncio.gather(work(), work()), loop.get_task_factory() is factory)
    loop.set_task_factory(None)
    print(type(await asyncio.create_task(work())).__name__)
    task = asyncio.tasks._PyTask(work(), name='pure')
    print((await task).get_name())


asyncio.run(main())
