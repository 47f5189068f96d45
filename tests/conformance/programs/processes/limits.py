# SPDX-License-Identifier: MIT
# alone: the limits are those of the process
import os
import resource

resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
opened = []
try:
    while True:
        opened.append(os.open('/dev/null', os.O_RDONLY))
except OSError as error:
    print(error, len(opened) > 50)
for descriptor in opened:
    os.close(descriptor)
print(resource.getrlimit(resource.RLIMIT_NOFILE), os.sched_getscheduler(0), os.nice(0))
print('goes on')
