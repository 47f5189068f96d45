# SPDX-License-Identifier: MIT
import sys


def hook(kind, value, trace):
    sys.exit(11)


sys.excepthook = hook
print('before')
raise RuntimeError('uncaught')
