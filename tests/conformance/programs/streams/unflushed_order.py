# SPDX-License-Identifier: MIT
# Where nothing is flushed, what is written to the descriptor overtakes.
import os

print('printed first')
os.write(1, b'written second\n')
os.write(2, b'to stderr\n')
print('printed third')
