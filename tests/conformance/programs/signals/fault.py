# SPDX-License-Identifier: MIT
# alone: ends the process
# A signal of a fault, handled by nobody.
import faulthandler
import os
import signal

faulthandler.enable()
print('flushed', flush=True)
os.kill(os.getpid(), signal.SIGSEGV)
