# SPDX-License-Identifier: MIT
# needs: tornado
# signal: TERM after 'ready'
import signal

from tornado.ioloop import IOLoop

loop = IOLoop.current()
signal.signal(signal.SIGTERM, lambda *_: loop.add_callback_from_signal(loop.stop))
loop.add_callback(print, 'ready', flush=True)
loop.start()
print('stopped', loop.asyncio_loop.is_running())
