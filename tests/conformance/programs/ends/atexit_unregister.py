# SPDX-License-Identifier: MIT
import atexit


def one():
    print('one')


def two():
    print('two')
    raise SystemExit(5)


for function in one, two, one:
    atexit.register(function)
atexit.unregister(one)
print(atexit._ncallbacks())
