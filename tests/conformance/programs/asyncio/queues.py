# SPDX-License-Identifier: MIT
import asyncio


async def produce(queue, name):
    for number in range(3):
        await queue.put((name, number))
    print(name, 'done', queue.full())


async def consume(queue):
    while True:
        item = await queue.get()
        print(item, queue.qsize())
        await asyncio.sleep(0.001)
        queue.task_done()


async def main():
    queue = asyncio.Queue(2)
    consumer = asyncio.create_task(consume(queue))
    await asyncio.gather(produce(queue, 'a'), produce(queue, 'b'))
    await queue.join()
    consumer.cancel()
    urgent = asyncio.PriorityQueue()
    for item in 3, 1, 2:
        urgent.put_nowait(item)
    print([urgent.get_nowait() for _ in range(3)])
    try:
        urgent.get_nowait()
    except asyncio.QueueEmpty as error:
        print(repr(error))
    stack = asyncio.LifoQueue(1)
    stack.put_nowait(1)
    try:
        stack.put_nowait(2)
    except asyncio.QueueFull as error:
        print(repr(error), stack.maxsize)
    queue.task_done()


asyncio.run(main())
