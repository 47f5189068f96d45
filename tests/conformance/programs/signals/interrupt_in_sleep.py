# SPDX-License-Identifier: MIT
# signal: INT after 'ready'
import atexit
import time

atexit.register(print, 'at exit')
print('ready', flush=True)
time.sleep(10)
