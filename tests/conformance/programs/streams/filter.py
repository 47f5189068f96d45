# SPDX-License-Identifier: MIT
# shell: seq 50000 | $PYTHON $FILE | md5sum
import sys

for line in sys.stdin:
    sys.stdout.write(line[::-1].strip() + '\n')
