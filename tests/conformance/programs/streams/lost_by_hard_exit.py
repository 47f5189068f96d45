# SPDX-License-Identifier: MIT
# alone: ends the process
import os
import sys

print('flushed', flush=True)
print('lost with the buffer')
sys.stderr.write('said\n')
os._exit(4)
