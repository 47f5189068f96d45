# SPDX-License-Identifier: MIT
import os
import select
import selectors
import socket
import threading

left, right = socket.socketpair()
with selectors.DefaultSelector() as selector:
    selector.register(left, selectors.EVENT_READ, 'data')
    print(selector.select(0.01), selector.select(0))
    threading.Timer(0.02, right.send, [b'x']).start()
    [(key, events)] = selector.select(5)
    print(key.data, events, left.recv(1))
poll = select.poll()
poll.register(left, select.POLLIN | select.POLLOUT)
print(poll.poll(5) == [(left.fileno(), select.POLLOUT)])
epoll = select.epoll()
epoll.register(right.fileno(), select.EPOLLIN | select.EPOLLET)
print(epoll.poll(0.01))
left.close()
print(epoll.poll(5)[0][1] & select.EPOLLHUP != 0, select.select([right], [right], [], 5)[0] == [right])
left, right = socket.socketpair()
left.settimeout(0.02)
try:
    left.recv(1)
except TimeoutError as error:
    print(error)
