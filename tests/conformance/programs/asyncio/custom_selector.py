# SPDX-License-Identifier: MIT
import asyncio
import selectors


class Counting(selectors.SelectSelector):
    selects = 0

    def select(self, timeout=None):
        type(self).selects += 1
        return super().select(timeout)


async def main():
    for _ in range(3):
        await asyncio.sleep(0.01)


loop = asyncio.SelectorEventLoop(Counting())
loop.run_until_complete(main())
loop.close()
print(Counting.selects > 0)
