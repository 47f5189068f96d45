# SPDX-License-Identifier: MIT
import sys

try:
    try:
        sys.exit(1)
    finally:
        print('finally')
        raise ValueError('replaces the exit')
except ValueError as error:
    print(error, repr(error.__context__))
with open(__file__) as file:
    quit(9)
