# SPDX-License-Identifier: MIT
# shell: printf '# coding: latin-1\nprint(ascii("\xe9"))\n' > latin.py; $PYTHON latin.py
# shell: printf '\xef\xbb\xbfprint(ascii("\xc3\xa9"))\r\nprint(2)\r\n' > bom.py; $PYTHON bom.py
# shell: printf '# coding: nosuch\nprint(1)\n' > wrong.py; $PYTHON wrong.py; echo "status $?"
# shell: printf 'print(1)\rprint(2)\r' > mac.py; $PYTHON mac.py; printf 'print(3)' > cut.py; $PYTHON cut.py
print('not run')
