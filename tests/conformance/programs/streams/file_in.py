# SPDX-License-Identifier: MIT
# shell: printf 'one\ntwo\nthree\n' > data; $PYTHON $FILE < data
import sys

print(sys.stdin.seekable(), sys.stdin.isatty())
print(input(), sys.stdin.buffer.tell())
sys.stdin.seek(0)
print(sys.stdin.read())
sys.stdin.seek(4)
print(sys.stdin.readlines())
