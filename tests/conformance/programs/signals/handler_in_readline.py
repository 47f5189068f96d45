# SPDX-License-Identifier: MIT
# signal: USR1 after 'ready'
# type: late\n after 'handled'
# The handler runs while the line is waited for, and the line is not lost.
import signal
import sys

signal.signal(signal.SIGUSR1, lambda *_: print('handled', flush=True))
print('ready', flush=True)
print(repr(sys.stdin.readline()))
