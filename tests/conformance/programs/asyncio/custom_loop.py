# SPDX-License-Identifier: MIT
import asyncio


class Loop(asyncio.SelectorEventLoop):
    def call_soon(self, callback, *args, context=None):
        calls.append(getattr(callback, '__name__', type(callback).__name__))
        return super().call_soon(callback, *args, context=context)

    def time(self):
        return super().time() * 2

    def create_task(self, coro, *, name=None, context=None):
        return super().create_task(coro, name=f'mine {coro.__name__}', context=context)


async def main():
    begin = asyncio.get_running_loop().time()
    await asyncio.sleep(0.1)
    print(asyncio.current_task().get_name(), asyncio.get_running_loop().time() - begin >= 0.1)


calls = []
with asyncio.Runner(loop_factory=Loop) as runner:
    runner.run(main())
print(calls[:3], isinstance(runner, object), issubclass(Loop, asyncio.BaseEventLoop))
