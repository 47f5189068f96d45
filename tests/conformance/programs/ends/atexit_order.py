# SPDX-License-Identifier: MIT
import atexit
import logging
import threading
import weakref


class Thing:
    pass


thing = Thing()
weakref.finalize(thing, print, 'finalized')
atexit.register(print, 'registered first', end='.\n')
threading._register_atexit(print, 'threading')
atexit.register(lambda: atexit.register(print, 'registered late'))


@atexit.register
def last():
    print('registered last')


handler = logging.StreamHandler()
handler.flush = lambda: print('logging')
print('main ends')
