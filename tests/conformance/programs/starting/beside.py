# SPDX-License-Identifier: MIT
# shell: mkdir helpers; echo 'from . import other' > helpers/__init__.py; echo 'from __main__ import value' > helpers/other.py
# shell: $PYTHON $FILE
value = 7
import helpers
import helpers.other as other

print(helpers.__name__, other.value, helpers.__path__[0].rpartition('/')[2])
from helpers import missing
