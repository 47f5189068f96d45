# SPDX-License-Identifier: MIT
import asyncio
import threading

loop = asyncio.new_event_loop()
thread = threading.Thread(target=loop.run_forever, daemon=True)
thread.start()
print(asyncio.run_coroutine_threadsafe(asyncio.sleep(0.01, 'result'), loop).result())
print('main ends')
