# SPDX-License-Identifier: MIT
import fcntl
import os
import subprocess
import sys
import tempfile
import threading

code = '''
import fcntl, sys
file = open(sys.argv[1], 'r+')
fcntl.flock(file, fcntl.LOCK_EX)
print('locked', flush=True)
sys.stdin.read()
'''
with tempfile.NamedTemporaryFile() as file:
    child = subprocess.Popen([sys.executable, '-c', code, file.name], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE)
    print(child.stdout.readline())
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        print(error)
    threading.Timer(0.1, child.stdin.close).start()
    fcntl.flock(file, fcntl.LOCK_EX)
    child.stdout.close()
    print(child.wait())
