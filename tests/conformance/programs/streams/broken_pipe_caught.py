# SPDX-License-Identifier: MIT
# shell: set -o pipefail; $PYTHON $FILE | head -1; echo "status $?"
import os
import sys

try:
    for number in range(100_000):
        print(number)
    sys.stdout.flush()
except BrokenPipeError as error:
    print(repr(error), file=sys.stderr)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(3)
