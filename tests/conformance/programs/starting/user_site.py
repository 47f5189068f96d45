# SPDX-License-Identifier: MIT
# shell: d=$HOME/.local/lib/python3.11/site-packages; mkdir -p $d; echo 'value = "user"' > $d/of_the_user.py
# shell: echo 'import sys; sys.from_pth = 1' > $d/start.pth; $PYTHON $FILE; $PYTHON -s $FILE
import sys

print(getattr(sys, 'from_pth', 0))
try:
    import of_the_user
    print(of_the_user.value)
except ImportError as error:
    print(error)
