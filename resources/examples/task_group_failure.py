# SPDX-License-Identifier: MIT
"""A task group in which one task fails.

The group cancels the other tasks, waits until they have cleaned up, and only then raises. Watch
the lanes end: one failed, two cancelled, and `main` that goes on.
"""

import asyncio


async def build(part: str, seconds: float) -> None:
    try:
        print(f"{part}: started")
        await asyncio.sleep(seconds)
        if part == "roof":
            raise ValueError("the beams are too short")
        print(f"{part}: done")
    except asyncio.CancelledError:
        print(f"{part}: cancelled, tidying up")
        await asyncio.sleep(0.3)
        raise


async def main() -> None:
    try:
        async with asyncio.TaskGroup() as site:
            for part, seconds in {"cellar": 0.4, "roof": 0.8, "walls": 2.0, "garden": 3.0}.items():
                site.create_task(build(part, seconds), name=part)
    except* ValueError as group:
        for error in group.exceptions:
            print(f"the house is not finished: {error}")


asyncio.run(main())
