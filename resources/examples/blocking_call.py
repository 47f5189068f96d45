# SPDX-License-Identifier: MIT
"""A blocking call among coroutines: the classic mistake.

`heartbeat` wants to tick every 0.1 s. While `careless` calls time.sleep, no other task of this
program can run: its lane shows as blocked, and the heartbeat misses its beats. `careful` does the
same work in another thread, and the heartbeat goes on. So does the window, and every other program.
"""

import asyncio
import time


async def heartbeat() -> None:
    last = time.monotonic()
    while True:
        await asyncio.sleep(0.1)
        now = time.monotonic()
        late = now - last - 0.1
        if late > 0.05:
            print(f"heartbeat: {late * 1000:.0f} ms late")
        last = now


async def careless() -> None:
    print("careless: time.sleep(0.8) on the loop")
    time.sleep(0.8)


async def careful() -> None:
    print("careful: the same in another thread")
    await asyncio.to_thread(time.sleep, 0.8)


async def main() -> None:
    beat = asyncio.create_task(heartbeat(), name="heartbeat")
    await asyncio.sleep(0.5)
    await asyncio.create_task(careless(), name="careless")
    await asyncio.sleep(0.5)
    await asyncio.create_task(careful(), name="careful")
    await asyncio.sleep(0.3)
    beat.cancel()


asyncio.run(main())
