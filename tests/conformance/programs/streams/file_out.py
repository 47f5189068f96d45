# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE > out 2> err; echo "status $?"; cat out err
import sys

print('first')
print(sys.stdout.seekable())
sys.stdout.flush()
print(sys.stdout.tell())
sys.stdout.seek(0)
print('FIRST')
sys.stdout.seek(0, 2)
print('last')
print('error', file=sys.stderr)
