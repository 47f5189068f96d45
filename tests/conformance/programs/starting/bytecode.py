# SPDX-License-Identifier: MIT
# shell: /usr/bin/python3 -c "import py_compile; py_compile.compile('$FILE', 'compiled.pyc')"; $PYTHON compiled.pyc
import sys

print(__name__, __file__, sys.argv)
raise ValueError('the source is elsewhere')
