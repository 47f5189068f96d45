# SPDX-License-Identifier: MIT
# signal: USR1 after 'ready'
import signal
import threading


class Stopped(Exception):
    pass


def handler(number, frame):
    raise Stopped(number)


signal.signal(signal.SIGUSR1, handler)
lock = threading.Lock()
lock.acquire()
print('ready', flush=True)
try:
    lock.acquire(timeout=10)
except Stopped as error:
    print('stopped', error, lock.locked())
