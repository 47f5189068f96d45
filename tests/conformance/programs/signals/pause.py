# SPDX-License-Identifier: MIT
# signal: CONT after 'ready'
import signal

signal.signal(signal.SIGCONT, lambda *_: print('goes on'))
print('ready', flush=True)
print(signal.pause())
