# SPDX-License-Identifier: MIT
# shell: $PYTHON -u $FILE 2>&1; PYTHONUNBUFFERED=1 $PYTHON $FILE 2>&1
import os
import sys

print('one', end=' ')
os.write(1, b'two ')
print('three', file=sys.stderr, end=' ')
print('four', sys.stdout.write_through, type(sys.stdout.buffer).__name__)
os._exit(0)
