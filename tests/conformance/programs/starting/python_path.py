# SPDX-License-Identifier: MIT
# shell: mkdir one two; echo 'where = "one"' > one/found.py; echo 'where = "two"' > two/found.py
# shell: PYTHONPATH=two:one:one $PYTHON $FILE
import os
import sys

import found

print(found.where, [os.path.relpath(path) for path in sys.path[:4]])
