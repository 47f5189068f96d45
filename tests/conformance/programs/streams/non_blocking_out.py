# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE | (until [ -e full ]; do sleep 0.02; done; wc -c)
import os
import sys

os.set_blocking(1, False)
try:
    sys.stdout.write('x' * 1_000_000)
    sys.stdout.flush()
except BlockingIOError as error:
    print(error, error.characters_written > 0, file=sys.stderr)
os.set_blocking(1, True)
open('full', 'w').close()
