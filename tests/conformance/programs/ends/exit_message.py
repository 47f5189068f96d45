# SPDX-License-Identifier: MIT
import sys

print('printed')
sys.exit('A message: näh.')
