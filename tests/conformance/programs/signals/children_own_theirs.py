# SPDX-License-Identifier: MIT
# What a child inherits: ignored stays ignored, handled becomes default.
import signal
import subprocess
import sys

signal.signal(signal.SIGUSR1, signal.SIG_IGN)
signal.signal(signal.SIGUSR2, lambda *_: None)
code = '''
import signal
for name in 'USR1 USR2 INT PIPE TERM CHLD HUP ALRM'.split():
    print(name, signal.getsignal(getattr(signal, 'SIG' + name)))
print(signal.pthread_sigmask(signal.SIG_BLOCK, ()))
'''
subprocess.run([sys.executable, '-c', code])
subprocess.run([sys.executable, '-c', code], restore_signals=False)
