# SPDX-License-Identifier: MIT
import signal
import time

ticks = []
signal.signal(signal.SIGALRM, lambda *_: ticks.append(len(ticks)))
print(signal.setitimer(signal.ITIMER_REAL, 0.05, 0.02))
while len(ticks) < 5:
    signal.pause()
print(ticks[:5], signal.setitimer(signal.ITIMER_REAL, 0)[1])
print(signal.alarm(100), signal.alarm(0) in (99, 100), signal.alarm(0))
time.sleep(0.05)
