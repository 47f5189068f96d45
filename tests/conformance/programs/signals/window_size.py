# SPDX-License-Identifier: MIT
# tty
# signal: WINCH after 'ready'
import fcntl
import os
import signal
import struct
import termios
import time

sizes = []
signal.signal(signal.SIGWINCH, lambda *_: sizes.append(os.get_terminal_size()))
fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 100, 0, 0))
while not sizes:
    pass
print(tuple(sizes[0]), 'ready', flush=True)
while len(sizes) < 2:
    time.sleep(0.01)
print(len(sizes))
