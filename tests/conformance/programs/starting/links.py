# SPDX-License-Identifier: MIT
# shell: mkdir bin lib; cp $FILE lib/tool.py; echo 'value = 7' > lib/beside.py; ln -s ../lib/tool.py bin/tool
# shell: $PYTHON bin/tool; cd bin; $PYTHON ./tool; ln -s lib ../linked; cd ..; $PYTHON linked/tool.py
import os
import sys

import beside

print(__file__, sys.argv, os.path.relpath(sys.path[0]), beside.value)
