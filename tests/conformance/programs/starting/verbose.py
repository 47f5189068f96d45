# SPDX-License-Identifier: MIT
# shell: $PYTHON -v $FILE 2>&1 | grep -cE '^import .?(os|site)'; PYTHONVERBOSE=1 $PYTHON $FILE 2>&1 | tail -1
print('run')
