# SPDX-License-Identifier: MIT
# stdin: break 9\ncontinue\np total, number\nwhere\nup\nargs\nstep\nnext\nargs\nreturn\ncontinue\n
import pdb


def add(numbers):
    total = 0
    for number in numbers:
        total += number
    return total


pdb.set_trace()
print(add([1, 2, 3]))
