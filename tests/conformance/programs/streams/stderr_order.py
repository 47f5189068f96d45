# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE 2>&1; $PYTHON -u $FILE 2>&1
import sys

print('out 1')
print('err 1', file=sys.stderr)
print('out 2', flush=True)
print('err 2', end='', file=sys.stderr)
print('out 3')
raise RuntimeError('err 3')
