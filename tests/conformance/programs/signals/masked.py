# SPDX-License-Identifier: MIT
import os
import signal

signal.signal(signal.SIGTERM, lambda *_: print('handled'))
old = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
print(old)
os.kill(os.getpid(), signal.SIGTERM)
print('pending', signal.sigpending())
signal.pthread_sigmask(signal.SIG_SETMASK, old)
print('after', signal.sigpending())
