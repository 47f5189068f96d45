# SPDX-License-Identifier: MIT
# A line longer than any buffer, and many short ones.
import sys

print('x' * 300_000)
for number in range(20_000):
    print(number)
sys.stdout.write('y' * 70_000)
sys.stderr.write('z' * 70_000 + '\n')
