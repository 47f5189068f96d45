# SPDX-License-Identifier: MIT
import os
import pty
import sys

pid, master = pty.fork()
if pid == 0:
    print(sys.stdout.isatty(), input('> '))
    sys.exit(2)
said = b''
while b'> ' not in said:
    said += os.read(master, 100)
os.write(master, b'typed\n')
while True:
    try:
        said += os.read(master, 100)
    except OSError:
        break
print(said, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
