# SPDX-License-Identifier: MIT
# alone: it patches the library, which is that of all
# needs: gevent
from gevent import monkey

monkey.patch_all()
import socket
import threading
import time

import gevent


def work(name, delay):
    time.sleep(delay)
    print(name)
    return name


print([job.value for job in gevent.joinall([gevent.spawn(work, name, delay)
                                           for name, delay in (('b', 0.02), ('a', 0.01))])])
left, right = socket.socketpair()
gevent.spawn_later(0.01, right.send, b'x')
print(left.recv(1))
thread = threading.Thread(target=work, args=('thread', 0.01))
thread.start()
thread.join()
with gevent.Timeout(0.02, False):
    gevent.sleep(5)
print('timed out')
