# SPDX-License-Identifier: MIT
import os
import time

pid = os.fork()
if pid == 0:
    os._exit(9)
while open(f'/proc/{pid}/stat').read().rpartition(')')[2].split()[0] != 'Z':
    time.sleep(0.005)
print(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT).si_status)
descriptor = os.pidfd_open(pid)
print(os.waitid(os.P_PIDFD, descriptor, os.WEXITED).si_code == os.CLD_EXITED)
print(os.times().children_user >= 0)
