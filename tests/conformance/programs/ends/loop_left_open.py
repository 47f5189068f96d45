# SPDX-License-Identifier: MIT
import asyncio

loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
loop.call_soon(print, 'called')
loop.run_until_complete(asyncio.sleep(0))
print('main ends', loop.is_closed())
