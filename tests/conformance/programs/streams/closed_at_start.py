# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE <&-; $PYTHON $FILE 2>&-; $PYTHON $FILE >&-; echo "status $?"; cat out
import os
import sys

with open('out', 'a') as out:
    print(sys.stdin is None, sys.stdout is None, sys.stderr is None, out.fileno() > 2, file=out)
    print('printed')
    print(sorted(int(name) for name in os.listdir('/proc/self/fd') if int(name) < 3), file=out)
