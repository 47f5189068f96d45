# SPDX-License-Identifier: MIT
# shell: printf 'print(value + 1)\n1 / 0\nvalue\n' | $PYTHON -i $FILE; echo "status $?"
# shell: printf 'import sys; sys.exit(4)\n' | PYTHONINSPECT=1 $PYTHON -q $FILE; echo "status $?"
value = 41
print('program')
raise LookupError('then interactive')
