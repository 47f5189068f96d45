# SPDX-License-Identifier: MIT
# stdin: p number\nup\np numbers\nq\n
import pdb


def divide(number):
    return 1 / number


numbers = [1, 0]
try:
    for each in numbers:
        divide(each)
except ZeroDivisionError:
    pdb.post_mortem()
print('goes on')
