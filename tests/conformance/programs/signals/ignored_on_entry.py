# SPDX-License-Identifier: MIT
# shell: trap '' INT HUP; exec $PYTHON $FILE
# signal: INT after 'ready'
import os
import signal
import subprocess

print(signal.getsignal(signal.SIGINT), signal.getsignal(signal.SIGHUP))
subprocess.run(['sh', '-c', 'kill -INT $$; echo child survives'])
os.kill(os.getpid(), signal.SIGHUP)
print('ready', flush=True)
print(signal.sigtimedwait([signal.SIGUSR1], 0.3))
