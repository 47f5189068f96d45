# SPDX-License-Identifier: MIT
import os
import signal
import time

ended = []


def handler(number, frame):
    ended.append(os.waitpid(-1, os.WNOHANG)[1])


signal.signal(signal.SIGCHLD, handler)
if os.fork() == 0:
    os._exit(3)
while not ended:
    time.sleep(0.01)
print([os.waitstatus_to_exitcode(status) for status in ended])
