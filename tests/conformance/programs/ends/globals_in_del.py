# SPDX-License-Identifier: MIT
import sys


class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('closing', self.name, LEVEL, sys is not None)


LEVEL = 3
first = Resource('first')
second = Resource('second')
cycle = [Resource('in a cycle')]
cycle.append(cycle)
_private = Resource('private')
print('main ends')
