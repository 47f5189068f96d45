# SPDX-License-Identifier: MIT
"""An async generator: a stream that waits between its items.

`readings` yields a temperature now and then; `average` consumes it item by item and leaves early.
Leaving early closes the generator, so its `finally` runs: look for "sensor switched off".
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing


async def readings(sensor: str, start: float) -> AsyncIterator[float]:
    temperature = start
    try:
        while True:
            await asyncio.sleep(0.2)
            temperature += 0.5
            yield temperature
    finally:
        print(f"{sensor}: sensor switched off")


async def average(sensor: str, start: float, limit: float) -> float:
    total, count = 0.0, 0
    async with aclosing(readings(sensor, start)) as stream:
        async for temperature in stream:
            total, count = total + temperature, count + 1
            print(f"{sensor}: {temperature:.1f} °C")
            if temperature >= limit:
                break
    return total / count


async def main() -> None:
    async with asyncio.TaskGroup() as group:
        kitchen = group.create_task(average("kitchen", 20.0, 23.0), name="kitchen")
        cellar = group.create_task(average("cellar", 11.0, 15.0), name="cellar")
    print(f"on average {kitchen.result():.1f} °C in the kitchen, {cellar.result():.1f} °C below")


asyncio.run(main())
