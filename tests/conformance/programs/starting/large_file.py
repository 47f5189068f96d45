# SPDX-License-Identifier: MIT
# shell: { cat $FILE; seq -f 'value = %.0f' 20000; echo 'print(value)'; } > large.py; $PYTHON large.py
print('begin')
