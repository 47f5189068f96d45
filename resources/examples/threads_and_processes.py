# SPDX-License-Identifier: MIT
"""Leaving the loop: a thread for what blocks, processes for what computes, a command for the rest.

All three are awaited like anything else, and `clock` ticks on beside them.
"""

import asyncio
import time
from concurrent.futures import ProcessPoolExecutor


def primes_below(limit: int) -> int:
    """How many primes there are below `limit`: slow on purpose."""
    return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))


def read_slowly() -> str:
    time.sleep(0.7)
    return "a page from a slow disk"


async def in_a_thread() -> None:
    print("thread:", await asyncio.to_thread(read_slowly))


async def in_processes() -> None:
    loop = asyncio.get_running_loop()
    limits = (60_000, 80_000, 100_000)
    with ProcessPoolExecutor(max_workers=2) as pool:
        counts = await asyncio.gather(
            *(loop.run_in_executor(pool, primes_below, limit) for limit in limits)
        )
    for limit, count in zip(limits, counts):
        print(f"process: {count} primes below {limit}")


async def in_a_command() -> None:
    command = await asyncio.create_subprocess_shell(
        "sleep 0.5; echo the shell is done", stdout=asyncio.subprocess.PIPE
    )
    output, _ = await command.communicate()
    print("command:", output.decode().strip())


async def clock() -> None:
    while True:
        await asyncio.sleep(0.1)


async def main() -> None:
    ticking = asyncio.create_task(clock(), name="clock")
    async with asyncio.TaskGroup() as group:
        group.create_task(in_a_thread(), name="thread")
        group.create_task(in_processes(), name="processes")
        group.create_task(in_a_command(), name="command")
    ticking.cancel()


# Worker processes may import this file: only the program itself should run.
if __name__ == "__main__":
    asyncio.run(main())
