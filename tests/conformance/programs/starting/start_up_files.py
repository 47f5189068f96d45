# SPDX-License-Identifier: MIT
# shell: mkdir -p site; echo 'print("sitecustomize")' > site/sitecustomize.py
# shell: PYTHONPATH=site $PYTHON $FILE; PYTHONPATH=site $PYTHON -S $FILE; PYTHONPATH=site $PYTHON -I $FILE
import sys

print('program', 'site' in sys.modules)
