# SPDX-License-Identifier: MIT
# tty
# type: \x03 after 'ready'
import subprocess
import time

print('ready', flush=True)
try:
    subprocess.run(['sleep', '10'])
except KeyboardInterrupt:
    print('parent interrupted')
