# SPDX-License-Identifier: MIT
# stdin: good\nbad \xff byte\n
import sys

print(input())
print(ascii(sys.stdin.readline()))
