# SPDX-License-Identifier: MIT
# shell: echo before > out; $PYTHON $FILE >> out; $PYTHON $FILE 1<> out; cat out
import os
import sys

print(os.get_blocking(1), sys.stdout.buffer.raw.mode)
print('added')
