# SPDX-License-Identifier: MIT
# As many of each as may be: order and end are the same.
import asyncio


async def child(number):
    await asyncio.sleep(0)
    return number


async def main():
    total = 0
    for number in range(2000):
        total += await asyncio.create_task(child(number))
    print(total)
    print(sum(await asyncio.gather(*map(child, range(5000)))))
    order = []
    loop = asyncio.get_running_loop()
    now = loop.time()
    for number in range(500):
        loop.call_at(now + (number * 7919 % 500) / 10000, order.append, number * 7919 % 500)
    await asyncio.sleep(0.1)
    print(order == sorted(order), len(order))


asyncio.run(main())
