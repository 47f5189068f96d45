# SPDX-License-Identifier: MIT
import sys


def again(depth):
    return again(depth + 1) + 1


try:
    again(0)
except RecursionError as error:
    print(error, sys.getrecursionlimit())
sys.setrecursionlimit(100)
again(0)
