# SPDX-License-Identifier: MIT
# signal: TERM after 'ready'
import atexit
import time

atexit.register(print, 'not printed')
try:
    print('ready', flush=True)
    time.sleep(10)
finally:
    print('nor this')
