# SPDX-License-Identifier: MIT
# signal: HUP after 'ready'
import signal
import time

caught = []
signal.signal(signal.SIGHUP, lambda number, frame: caught.append(number))
print('ready', flush=True)
begin = time.monotonic()
time.sleep(0.5)
print(caught, time.monotonic() - begin >= 0.5)
