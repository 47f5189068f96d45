# SPDX-License-Identifier: MIT
# Deep recursion, in Python and in C, in the main thread and in another.
import re
import sys
import threading


def depth(number):
    return 0 if number == 0 else 1 + depth(number - 1)


def look():
    print(depth(900))
    for what in (lambda: depth(10 ** 6), lambda: repr(nested), lambda: eval('(' * 150 + ')' * 150)):
        try:
            what()
        except (RecursionError, SyntaxError) as error:
            print(type(error).__name__)
        else:
            print('fine')


nested = []
for _ in range(5000):
    nested = [nested]
look()
threading.stack_size(64 * 2 ** 20)
thread = threading.Thread(target=look)
thread.start()
thread.join()
sys.setrecursionlimit(20_000)
print(depth(15_000))
