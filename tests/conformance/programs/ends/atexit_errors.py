# SPDX-License-Identifier: MIT
import atexit
import sys


def fail():
    raise ValueError('in an exit function')


atexit.register(print, 'goes on')
atexit.register(fail)
atexit.register(sys.exit, 'exit in an exit function')
print('main ends')
sys.exit(2)
