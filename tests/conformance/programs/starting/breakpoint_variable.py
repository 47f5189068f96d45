# SPDX-License-Identifier: MIT
# shell: PYTHONBREAKPOINT=0 $PYTHON $FILE; PYTHONBREAKPOINT=builtins.print $PYTHON $FILE; PYTHONBREAKPOINT=no.such $PYTHON $FILE
print('before')
breakpoint('argument')
print('after')
