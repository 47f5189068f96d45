# SPDX-License-Identifier: MIT
# shell: printf 'print("one")\nif True:\n  x = (1,\ny = 2\n' > bad.py; $PYTHON bad.py; echo "status $?"
# shell: printf 'def f():\n\tpass\n        pass\n' > tabs.py; $PYTHON tabs.py; echo "status $?"; $PYTHON $FILE
print('one'
      'two'
value = 3
