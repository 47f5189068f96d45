# SPDX-License-Identifier: MIT
"""The work of bench_loop in Python: asyncio_peers.py CASE (asyncio|uvloop) prints a value.

Run by the distribution's Python, where uvloop is a package.
"""
import asyncio
import sys
import time

if sys.argv[2] == "uvloop":
    import uvloop
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())


def wall_ns(operations, began):
    return (time.perf_counter_ns() - began) / operations


def cpu_ns(operations, began):
    return (time.process_time_ns() - began) / operations


async def task_switch():
    count = 100_000
    began = time.perf_counter_ns()
    for _ in range(count):
        await asyncio.sleep(0)
    return wall_ns(count, began)


async def await_child():
    async def child(x):
        return x

    count = 1_000_000
    began = time.perf_counter_ns()
    total = 0
    for i in range(count):
        total += await child(i)
    return wall_ns(count, began)


async def spawn(live):
    async def once():
        await asyncio.sleep(0)

    rounds = max(1, 64_000 // live)
    began = time.perf_counter_ns()
    for _ in range(rounds):
        tasks = [asyncio.create_task(once()) for _ in range(live)]
        for task in tasks:
            await task
    return wall_ns(live * rounds, began)


async def queue():
    count = 100_000
    items = asyncio.Queue(16)

    async def produce():
        for i in range(count):
            await items.put(i)

    began = time.perf_counter_ns()
    producer = asyncio.create_task(produce())
    for _ in range(count):
        await items.get()
    await producer
    return wall_ns(count, began)


async def timers():
    count = 200_000
    began = time.process_time_ns()
    tasks = [asyncio.create_task(asyncio.sleep((i % 100) / 1000)) for i in range(count)]
    for task in tasks:
        await task
    return cpu_ns(count, began)


async def gather():
    async def once(x):
        await asyncio.sleep(0)
        return x

    count = 100_000
    began = time.perf_counter_ns()
    await asyncio.gather(*[once(i) for i in range(count)])
    return wall_ns(count, began)


async def cancel():
    count = 100_000
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(0)
    began = time.perf_counter_ns()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return wall_ns(count, began)


async def lock():
    workers, rounds = 100, 500
    mutex = asyncio.Lock()

    async def work():
        for _ in range(rounds):
            async with mutex:
                await asyncio.sleep(0)

    began = time.perf_counter_ns()
    await asyncio.gather(*[work() for _ in range(workers)])
    return wall_ns(workers * rounds, began)


async def echo():
    count = 20_000

    async def serve(reader, writer):
        while data := await reader.read(64):
            writer.write(data)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    began = time.perf_counter_ns()
    for _ in range(count):
        writer.write(b"x" * 64)
        await reader.readexactly(64)
    took = wall_ns(count, began) / 1000
    writer.close()
    server.close()
    return took


CASES = {
    "task switch": task_switch,
    "await a child": await_child,
    "spawn, 1 k live": lambda: spawn(1_000),
    "spawn, 64 k live": lambda: spawn(64_000),
    "queue of 16": queue,
    "200 k timers": timers,
    "gather 100 k": gather,
    "cancel 100 k": cancel,
    "lock, 100 workers": lock,
    "tcp echo": echo,
}
print(asyncio.run(CASES[sys.argv[1]]()))
