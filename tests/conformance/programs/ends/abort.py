# SPDX-License-Identifier: MIT
# alone: ends the process
import os
import sys

print('flushed', flush=True)
print('lost')
sys.stderr.write('said\n')
os.abort()
