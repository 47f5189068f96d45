# SPDX-License-Identifier: MIT
# shell: seq 100000 | $PYTHON $FILE
import sys

first = sys.stdin.readline()
total = sum(int(line) for line in sys.stdin)
print(first.strip(), total)
