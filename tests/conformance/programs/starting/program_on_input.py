# SPDX-License-Identifier: MIT
# shell: cat $FILE | $PYTHON - one two; $PYTHON - < $FILE; echo 'raise ValueError(1)' | $PYTHON -; echo "status $?"
import sys

print(__name__, '__file__' in globals(), sys.argv, sys.path[0] == '')
print(repr(sys.stdin.read(3)))
