# SPDX-License-Identifier: MIT
# stdin: one\ntwo\r\nthree\n\nlast without newline
import sys

print(repr(sys.stdin.readline()), repr(sys.stdin.readline(2)), repr(sys.stdin.read(3)))
for line in sys.stdin:
    print(repr(line))
print(repr(sys.stdin.read()), repr(sys.stdin.readline()))
