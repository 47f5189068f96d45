# SPDX-License-Identifier: MIT
import os
import threading

go_on = threading.Event()
thread = threading.Thread(target=go_on.wait)
thread.start()
pid = os.fork()
if pid == 0:
    print('child', threading.active_count(), thread.is_alive(), flush=True)
    other = threading.Thread(target=print, args=('a thread of the child',), kwargs={'flush': True})
    other.start()
    other.join()
    os._exit(0)
os.waitpid(pid, 0)
go_on.set()
thread.join()
print('parent')
