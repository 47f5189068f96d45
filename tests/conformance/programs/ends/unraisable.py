# SPDX-License-Identifier: MIT
import sys


class Careless:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        raise ValueError(f'in __del__ of {self.name}')

    def __repr__(self):
        return f'<careless {self.name}>'


Careless('one')
sys.unraisablehook = lambda what: print('hook:', what.exc_value, what.err_msg, what.object.__name__)
Careless('two')
sys.unraisablehook = sys.__unraisablehook__
kept = Careless('three')
print('main ends')
