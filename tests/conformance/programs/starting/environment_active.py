# SPDX-License-Identifier: MIT
# shell: /usr/bin/python3 -m venv --without-pip e; echo 'value = 5' > e/lib/python3.11/site-packages/installed.py
# shell: [ "$PYTHON" = /usr/bin/python3 ] && PYTHON=$PWD/e/bin/python3; export VIRTUAL_ENV=$PWD/e; $PYTHON $FILE
import sys

import installed

print(installed.value, sys.prefix, sys.executable)
