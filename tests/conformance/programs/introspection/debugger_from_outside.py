# SPDX-License-Identifier: MIT
# shell: printf 'next\nnext\nlist\nuntil 6\np value\nquit\n' | $PYTHON -m pdb $FILE; echo "status $?"
# shell: printf 'continue\nwhere\nquit\n' | $PYTHON -m pdb -c 'break 8' $FILE
import sys

value = 1
for number in range(3):
    value *= 3
print('value', value)
print([][0])
