# SPDX-License-Identifier: MIT
# shell: /usr/bin/python3 -m venv --without-pip .venv
# shell: [ "$PYTHON" = /usr/bin/python3 ] && PYTHON=$PWD/.venv/bin/python3; $PYTHON $FILE 2>&1 | sed "s|$PWD|HERE|;/^braid:/d;/ pip /d"
import sys

print(sys.prefix)
import nosuch_module
