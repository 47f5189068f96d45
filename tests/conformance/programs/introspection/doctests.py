# SPDX-License-Identifier: MIT
"""
>>> add(1, 2)
3
>>> add('a', 'b')
'ab'
>>> add(1, 1)
3
>>> add(1, '')
Traceback (most recent call last):
TypeError: unsupported operand type(s) for +: 'int' and 'str'
"""
import doctest
import sys


def add(one, two):
    return one + two


print(doctest.testmod())
sys.exit(doctest.testmod(verbose=True)[0])
