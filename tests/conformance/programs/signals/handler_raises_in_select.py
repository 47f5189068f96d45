# SPDX-License-Identifier: MIT
# signal: TERM after 'ready'
import os
import select
import signal


def handler(number, frame):
    raise InterruptedError('by the handler')


signal.signal(signal.SIGTERM, handler)
reader, writer = os.pipe()
print('ready', flush=True)
try:
    select.select([reader], [], [], 10)
except InterruptedError as error:
    print(error)
