# SPDX-License-Identifier: MIT
# signal: USR1 after 'ready'
import signal

done = False


def handler(number, frame):
    global done
    done = True


signal.signal(signal.SIGUSR1, handler)
print('ready', flush=True)
while not done:
    pass
print('done')
