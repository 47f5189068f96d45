# SPDX-License-Identifier: MIT
# shell: echo 'print("mine")' > colorsys.py; mkdir other; echo 'print("of PYTHONPATH")' > other/elsewhere.py; export PYTHONPATH=other
# shell: for option in -P -I -E -s; do echo "option $option"; $PYTHON $option $FILE; done; PYTHONSAFEPATH=1 $PYTHON $FILE
import sys

print(sys.flags.isolated, sys.flags.safe_path, sys.flags.ignore_environment, sys.flags.no_user_site)
import colorsys
try:
    import elsewhere
except ImportError as error:
    print(error)
