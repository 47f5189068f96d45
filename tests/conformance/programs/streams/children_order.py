# SPDX-License-Identifier: MIT
import os
import subprocess

print('parent 1', flush=True)
subprocess.run(['sh', '-c', 'echo child 1; echo child to stderr >&2'])
print('parent 2', flush=True)
os.system('echo child 2')
print('parent 3', flush=True)
with subprocess.Popen(['cat'], stdin=subprocess.PIPE) as child:
    child.stdin.write(b'child 3\n')
print('parent 4', flush=True)
os.spawnlp(os.P_WAIT, 'echo', 'echo', 'child 4')
print('parent 5')
