# SPDX-License-Identifier: MIT
import signal

caught = set()
for number in signal.SIGVTALRM, signal.SIGPROF:
    signal.signal(number, lambda number, frame: caught.add(number))
signal.setitimer(signal.ITIMER_VIRTUAL, 0.02)
signal.setitimer(signal.ITIMER_PROF, 0.02)
while len(caught) < 2:
    pass
print(sorted(number.name for number in map(signal.Signals, caught)))
