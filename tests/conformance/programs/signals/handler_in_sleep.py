# SPDX-License-Identifier: MIT
# signal: TERM after 'ready'
import signal
import sys
import time


def handler(number, frame):
    print(signal.Signals(number).name, frame.f_code.co_name, frame.f_lineno)
    sys.exit(7)


signal.signal(signal.SIGTERM, handler)
print('ready', flush=True)
time.sleep(10)
print('not printed')
