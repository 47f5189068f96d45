# SPDX-License-Identifier: MIT
# signal: INT after 'ready 0'
# signal: INT after 'ready 1'
# signal: INT after 'ready 2'
import signal
import time

count = 0


def handler(number, frame):
    global count
    count += 1


signal.signal(signal.SIGINT, handler)
for expected in range(3):
    print('ready', expected, flush=True)
    while count <= expected:
        time.sleep(0.01)
print(count, signal.getsignal(signal.SIGINT) is handler)
