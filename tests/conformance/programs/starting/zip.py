# SPDX-License-Identifier: MIT
# shell: mkdir app; cp $FILE app/__main__.py; echo 'value = 7' > app/beside.py
# shell: /usr/bin/python3 -m zipapp app -p '/usr/bin/env python3'; $PYTHON app.pyz
import sys

import beside

print(__name__, __file__, repr(__package__), sys.argv, beside.value, type(__loader__).__name__)
1 / 0
