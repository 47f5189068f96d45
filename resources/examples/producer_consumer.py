# SPDX-License-Identifier: MIT
"""A queue between a fast producer and slow consumers.

The queue holds four items. When it is full the producer waits, when it is empty the consumers do:
nobody polls, nobody drops anything. Count who waits for whom.
"""

import asyncio
import random


async def produce(queue: asyncio.Queue[int], count: int) -> None:
    for item in range(count):
        await queue.put(item)
        await asyncio.sleep(0.03)
    print(f"producer: {count} items are out")


async def consume(name: str, queue: asyncio.Queue[int]) -> None:
    dice = random.Random(name)
    done = 0
    try:
        while True:
            item = await queue.get()
            await asyncio.sleep(dice.uniform(0.1, 0.3))
            queue.task_done()
            done += 1
            print(f"{name}: item {item}")
    finally:
        print(f"{name}: {done} items in all")


async def main() -> None:
    queue: asyncio.Queue[int] = asyncio.Queue(maxsize=4)
    consumers = [
        asyncio.create_task(consume(name, queue), name=name) for name in ("anna", "ben", "cleo")
    ]
    await asyncio.create_task(produce(queue, 24), name="producer")
    await queue.join()
    for consumer in consumers:
        consumer.cancel()
    await asyncio.gather(*consumers, return_exceptions=True)


asyncio.run(main())
