# SPDX-License-Identifier: MIT
# shell: exec /usr/bin/python3 -c 'import os, signal, sys
# shell: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
# shell: os.execvp(sys.argv[1], sys.argv[1:])' $PYTHON $FILE
# signal: TERM after 'ready'
import signal

print(signal.pthread_sigmask(signal.SIG_BLOCK, ()), flush=True)
print('ready', flush=True)
print(signal.sigwait([signal.SIGTERM]))
