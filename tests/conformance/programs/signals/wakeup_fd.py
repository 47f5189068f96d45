# SPDX-License-Identifier: MIT
# signal: USR1 after 'ready'
import signal
import socket

reader, writer = socket.socketpair()
writer.setblocking(False)
print(signal.set_wakeup_fd(writer.fileno()))
signal.signal(signal.SIGUSR1, lambda *_: print('handler'))
print('ready', flush=True)
print(list(reader.recv(10)))
print(signal.set_wakeup_fd(-1) == writer.fileno())
