# SPDX-License-Identifier: MIT
"""The same work twice: one after the other, then together.

Three requests take 0.4, 0.5 and 0.6 seconds. Awaited in turn they take the sum; gathered they take
the longest. The timeline shows why: a staircase first, then three lanes side by side.
"""

import asyncio
import time


async def request(page: str, seconds: float) -> str:
    await asyncio.sleep(seconds)
    return page.upper()


PAGES = {"home": 0.4, "news": 0.5, "about": 0.6}


async def one_by_one() -> list[str]:
    return [await request(page, seconds) for page, seconds in PAGES.items()]


async def together() -> list[str]:
    tasks = [
        asyncio.create_task(request(page, seconds), name=page)
        for page, seconds in PAGES.items()
    ]
    return await asyncio.gather(*tasks)


async def main() -> None:
    for way in (one_by_one, together):
        begin = time.perf_counter()
        pages = await way()
        print(f"{way.__name__}: {', '.join(pages)} in {time.perf_counter() - begin:.2f} s")


asyncio.run(main())
