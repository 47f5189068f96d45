# SPDX-License-Identifier: MIT
# shell: echo 'value = "mine"' > random.py; mkdir email; echo 'value = "mine"' > email/__init__.py
# shell: echo 'value = "mine"' > sys.py; echo 'value = "mine"' > os.py; $PYTHON $FILE
import email
import os
import random
import sys

print(random.value, email.value, hasattr(os, 'value'), hasattr(sys, 'value'))
import tempfile
