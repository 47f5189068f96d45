# SPDX-License-Identifier: MIT
import atexit
import os

atexit.register(lambda: print('at exit of', 'parent' if os.getpid() == parent else 'child'))
parent = os.getpid()
print('before', flush=True)
if os.fork() == 0:
    print('child')
    raise SystemExit(3)
print(os.waitstatus_to_exitcode(os.wait()[1]))
