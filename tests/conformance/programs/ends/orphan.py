# SPDX-License-Identifier: MIT
# A child that nobody waits for outlives the program, and holds its streams.
import subprocess

child = subprocess.Popen(['sleep', '5'])
print('main ends', flush=True)
