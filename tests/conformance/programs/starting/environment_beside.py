# SPDX-License-Identifier: MIT
# shell: /usr/bin/python3 -m venv --without-pip .venv; d=.venv/lib/python3.11/site-packages
# shell: echo 'value = "of the environment"' > $d/installed.py; echo 'import sys; sys.from_pth = 1' > $d/start.pth
# shell: [ "$PYTHON" = /usr/bin/python3 ] && PYTHON=$PWD/.venv/bin/python3; $PYTHON $FILE
import importlib.util
import subprocess
import sys

import installed

print(installed.value, sys.from_pth, sys.prefix, sys.base_prefix, sys.executable, sys.path[1:])
print(importlib.util.find_spec('apt'))
subprocess.run([sys.executable, '-c', 'import sys, installed; print(sys.prefix, installed.value)'])
