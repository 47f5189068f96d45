# SPDX-License-Identifier: MIT
# shell: mkdir app; cp $FILE app/__main__.py; echo 'value = 7' > app/beside.py; $PYTHON app; $PYTHON ./app/
# shell: mkdir empty; $PYTHON empty; echo "status $?"
import sys

import beside

print(__name__, __file__, repr(__package__), __spec__.name, sys.argv, beside.value,
      sys.path[0].rpartition('/')[2])
