# SPDX-License-Identifier: MIT
import asyncio
import threading


async def count(name, results):
    for number in range(3):
        await asyncio.sleep(0.01)
    process = await asyncio.create_subprocess_exec('true')
    results[name] = await process.wait(), threading.current_thread().name


results = {}
threads = [threading.Thread(target=lambda name=name: asyncio.run(count(name, results)), name=name)
           for name in 'ab']
for thread in threads:
    thread.start()
asyncio.run(count('main', results))
for thread in threads:
    thread.join()
print(sorted(results.items()))
