# SPDX-License-Identifier: MIT
# stdin: a\r\nb\x00\xff\n\x80
import sys

print(sys.stdin.buffer.readline())
print(sys.stdin.buffer.peek(3)[:3])
print(sys.stdin.buffer.read())
print(sys.stdin.buffer.read())
