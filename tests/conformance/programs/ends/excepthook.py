# SPDX-License-Identifier: MIT
import atexit
import sys


def hook(kind, value, trace):
    print('hook:', kind.__name__, value, trace.tb_lineno, sys.exc_info())
    raise LookupError('in the hook')


sys.excepthook = hook
atexit.register(lambda: print('last error:', getattr(sys, 'last_value', None)))
raise RuntimeError('uncaught')
