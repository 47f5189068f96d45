# SPDX-License-Identifier: MIT
import os
import sys
import threading

print('before', flush=True)
parent = os.getpid()
reader, writer = os.pipe()
pid = os.fork()
if pid == 0:
    os.close(reader)
    os.write(writer, f'child {threading.current_thread().name} {os.getppid() == parent}'.encode())
    sys.exit(5)
os.close(writer)
print(os.read(reader, 100), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
if os.fork() == 0:
    raise ValueError('in the child')
print(os.wait()[1])
seen = []
for hook in 'before', 'after_in_parent', 'after_in_child':
    os.register_at_fork(**{hook: lambda hook=hook: seen.append(hook)})
if os.fork() == 0:
    print(seen, flush=True)
    os._exit(0)
os.wait()
print(seen)
try:
    os.wait()
except ChildProcessError as error:
    print(error)
