# SPDX-License-Identifier: MIT
# stdin: one\ntwo\nthree\n
import os
import select

print(select.select([0], [], [], 5)[0])
print(os.read(0, 5))
print(os.read(0, 100))
print(os.read(0, 100))
with open(0, 'rb', closefd=False) as again:
    print(again.read())
