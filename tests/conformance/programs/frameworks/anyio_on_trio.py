# SPDX-License-Identifier: MIT
# needs: anyio trio
import anyio


async def main():
    async with anyio.create_task_group() as group:
        for number in range(3):
            group.start_soon(anyio.sleep, 0.01 * number)
    lock = anyio.Lock()
    async with lock:
        print(lock.statistics().locked)
    with anyio.fail_after(0.02):
        await anyio.sleep(5)


try:
    anyio.run(main, backend='trio')
except TimeoutError as error:
    print(repr(error))
