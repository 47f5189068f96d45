# SPDX-License-Identifier: MIT
# shell: echo 'value = 1' > beside.py; $PYTHON -B $FILE; ls; $PYTHON $FILE; ls __pycache__
# shell: PYTHONPYCACHEPREFIX=cache $PYTHON $FILE; find cache -name '*.pyc' | sed 's/.*\///'
import sys

import beside

print(sys.dont_write_bytecode, beside.__cached__.removeprefix(sys.path[0]).removeprefix('cache'))
