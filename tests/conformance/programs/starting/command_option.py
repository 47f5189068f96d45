# SPDX-License-Identifier: MIT
# shell: $PYTHON -c 'import sys; print(sys.argv, sys.path[0] == "", sys.orig_argv[1:])' one -c two
# shell: $PYTHON -c 'print(__name__, __file__)'; echo "status $?"; $PYTHON -c 'if True print'; echo "status $?"
# shell: $PYTHON -Wd -c 'import sys; print(sys.warnoptions); sys.exit("the end")'; echo "status $?"
print('not run')
