# SPDX-License-Identifier: MIT
# shell: printf 'print(1)\0\n' > nul.py; $PYTHON nul.py; echo "status $?"
# shell: head -c 64 /dev/zero > zeros.py; $PYTHON zeros.py; echo "status $?"; : > empty.py; $PYTHON empty.py; echo "status $?"
# shell: printf 'x = "\xff"\n' > latin.py; $PYTHON latin.py; echo "status $?"
print('not run')
