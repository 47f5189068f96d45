# SPDX-License-Identifier: MIT
import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryFile() as file:
    print('before')
    sys.stdout.flush()
    saved = os.dup(1)
    os.dup2(file.fileno(), 1)
    print('into the file')
    sys.stdout.flush()
    subprocess.run(['echo', 'the child too'])
    os.system('echo and this one')
    os.dup2(saved, 1)
    print('after')
    file.seek(0)
    print(file.read())
