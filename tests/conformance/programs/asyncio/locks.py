# SPDX-License-Identifier: MIT
import asyncio


async def use(lock, name):
    async with lock:
        print(name, 'has it')
        await asyncio.sleep(0.001)


async def main():
    lock = asyncio.Lock()
    await asyncio.gather(*(use(lock, name) for name in 'abc'))
    semaphore = asyncio.BoundedSemaphore(2)
    await asyncio.gather(*(use(semaphore, name) for name in 'defg'))
    event = asyncio.Event()
    waiter = asyncio.create_task(event.wait())
    await asyncio.sleep(0)
    event.set()
    print(await waiter, event.is_set())
    condition = asyncio.Condition()

    async def wait_for(number):
        async with condition:
            await condition.wait_for(lambda: number <= len(done))
            print('woken', number)

    done = []
    tasks = [asyncio.create_task(wait_for(number)) for number in (2, 1)]
    for _ in range(2):
        await asyncio.sleep(0.001)
        async with condition:
            done.append(1)
            condition.notify_all()
    await asyncio.gather(*tasks)
    barrier = asyncio.Barrier(3)
    print(sorted(await asyncio.gather(*(barrier.wait() for _ in range(3)))), lock.locked())
    lock.release()


asyncio.run(main())
