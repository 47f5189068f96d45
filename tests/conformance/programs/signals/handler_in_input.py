# SPDX-License-Identifier: MIT
# stdin: never read before the signal\n
# signal: HUP after 'ready'
import signal
import sys
import time

handled = False


def handler(number, frame):
    global handled
    handled = True
    print('handled', number)


signal.signal(signal.SIGHUP, handler)
print('ready', flush=True)
while not handled:
    time.sleep(0.01)
print(sys.stdin.read(), end='')
