# SPDX-License-Identifier: MIT
import os
import signal

reader, writer = os.pipe()
pid = os.fork()
if pid == 0:
    os.setsid()
    print(os.getpid() == os.getpgrp() == os.getsid(0), flush=True)
    os.fork()
    os.write(writer, b'x')
    signal.pause()
while os.read(reader, 1) != b'x':
    pass
os.killpg(pid, signal.SIGTERM)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
