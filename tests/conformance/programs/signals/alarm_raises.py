# SPDX-License-Identifier: MIT
import signal
import subprocess
import time


class Late(Exception):
    pass


def handler(number, frame):
    raise Late


signal.signal(signal.SIGALRM, handler)
for what in (lambda: time.sleep(10), lambda: subprocess.run(['sleep', '10']),
             lambda: sum(1 for _ in iter(int, 1))):
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        what()
    except Late:
        print('late')
