# SPDX-License-Identifier: MIT
# shell: for option in '' -O -OO; do $PYTHON $option $FILE; done; PYTHONOPTIMIZE=2 $PYTHON $FILE
"""A docstring."""
import sys

assert print('asserted') is None
print(__debug__, __doc__, sys.flags.optimize)
