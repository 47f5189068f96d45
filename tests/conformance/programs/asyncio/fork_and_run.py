# SPDX-License-Identifier: MIT
import asyncio
import os


async def work(name):
    await asyncio.sleep(0.01)
    print(name, flush=True)


asyncio.run(work('parent, first'))
pid = os.fork()
if pid == 0:
    asyncio.run(work('child'))
    os._exit(0)
os.waitpid(pid, 0)
asyncio.run(work('parent, again'))
