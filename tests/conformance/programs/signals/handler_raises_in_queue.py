# SPDX-License-Identifier: MIT
# signal: USR2 after 'ready'
import queue
import signal


def handler(number, frame):
    raise RuntimeError(f'signal {number}')


signal.signal(signal.SIGUSR2, handler)
print('ready', flush=True)
try:
    queue.Queue().get(timeout=10)
except RuntimeError as error:
    print(error, '| context:', repr(error.__context__))
