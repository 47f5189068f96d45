# SPDX-License-Identifier: MIT
# What a child of the program gets: its streams, nothing else, and no more variables.
import os
import subprocess
import sys

subprocess.run(['sh', '-c', 'ls /proc/self/fd | head -4; env | cut -d= -f1 | sort'])
subprocess.run([sys.executable, '-c', 'import sys; print(sys.flags, sys.path[0] == "")'])
print(sorted(os.environ) == sorted(name for name in os.environ if 'BRAID' not in name))
