# SPDX-License-Identifier: MIT
"""Three sleepers: the first thing to watch.

Each task sleeps, says something and sleeps again. None of them runs while it sleeps, so one
thread is plenty: look at how thin the running slices are, and how they never overlap.
"""

import asyncio


async def sleeper(name: str, pause_s: float, times: int) -> None:
    for n in range(1, times + 1):
        await asyncio.sleep(pause_s)
        print(f"{name}: nap {n} of {times} is over")


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(sleeper("cat", 0.25, 8), name="cat")
        group.create_task(sleeper("dog", 0.40, 5), name="dog")
        group.create_task(sleeper("bear", 1.00, 2), name="bear")
    print("everybody is awake")


asyncio.run(main())
