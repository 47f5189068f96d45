# SPDX-License-Identifier: MIT
"""Works until it is stopped, and cleans up when it is.

Press Stop (Ctrl-C in a terminal). asyncio cancels the main task; the task group passes that on to
its workers; every `finally` runs before the program ends. If nobody stops it, it ends by itself.
"""

import asyncio


async def worker(name: str, pause_s: float) -> None:
    jobs = 0
    try:
        while True:
            await asyncio.sleep(pause_s)
            jobs += 1
    finally:
        await asyncio.sleep(0.2)  # saving takes a moment
        print(f"{name}: saved {jobs} jobs")


async def main() -> None:
    print("working; stop me")
    try:
        async with asyncio.timeout(20), asyncio.TaskGroup() as group:
            group.create_task(worker("painter", 0.15), name="painter")
            group.create_task(worker("writer", 0.35), name="writer")
    except TimeoutError:
        print("nobody stopped me")


try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("stopped, and everything is saved")
