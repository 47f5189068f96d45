# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE > /dev/full; echo "status $?"; $PYTHON -u $FILE > /dev/full; echo "status $?"
import sys

try:
    print('lost')
    sys.stderr.write('printed\n')
    sys.stdout.flush()
except OSError as error:
    sys.stderr.write(f'{error}\n')
