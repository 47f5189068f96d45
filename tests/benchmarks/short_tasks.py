# SPDX-License-Identifier: MIT
"""Ten million short tasks; for each million the ns a task took, and the MB that the process held."""

import asyncio
import resource
import time


async def short_task():
    pass


async def main():
    for _ in range(10):
        began = time.perf_counter_ns()
        for _ in range(1_000_000):
            await asyncio.create_task(short_task())
        took = time.perf_counter_ns() - began
        with open('/proc/self/statm') as file:
            pages = int(file.read().split()[1])
        print(took / 1e6, pages * resource.getpagesize() / 1e6, flush=True)


asyncio.run(main())
