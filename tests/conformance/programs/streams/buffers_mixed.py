# SPDX-License-Identifier: MIT
# What is in the text layer comes before what is written below it only if flushed.
import os
import sys

print('one: text')
sys.stdout.flush()
sys.stdout.buffer.write(b'two: bytes\n')
sys.stdout.buffer.flush()
os.write(1, b'three: descriptor\n')
print('four: text, flushed', flush=True)
os.write(1, b'five: descriptor\n')
sys.stdout.buffer.raw.write(b'six: raw\n')
