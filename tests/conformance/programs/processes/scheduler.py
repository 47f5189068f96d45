# SPDX-License-Identifier: MIT
import sched
import time

begin = time.monotonic()
scheduler = sched.scheduler(time.monotonic, time.sleep)
for delay, priority, name in (0.03, 1, 'c'), (0.01, 2, 'b'), (0.01, 1, 'a'), (0.5, 1, 'cancelled'):
    event = scheduler.enter(delay, priority, print, (name,))
scheduler.cancel(event)
print(scheduler.run(), time.monotonic() - begin >= 0.03)
