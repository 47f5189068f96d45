# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE > /dev/full; echo "status $?"
print('lost')
