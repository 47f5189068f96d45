# SPDX-License-Identifier: MIT
# shell: $PYTHON nosuch.py; echo "status $?"; $PYTHON ./no/such; echo "status $?"; $PYTHON $FILE/x.py; echo "status $?"
print('not run')
