# SPDX-License-Identifier: MIT
# alone: looks at what the process has
# No more are open, and no more threads run, than python3 has.
import os

directory = os.open('/proc/self/fd', os.O_RDONLY)
print(sorted(map(int, os.listdir(directory)))[:-1], directory)
print(len(os.listdir('/proc/self/task')), 'thread')
print(os.getcwd() == os.environ.get('HOME'), os.get_inheritable(0), os.umask(0o22))
