# SPDX-License-Identifier: MIT
import weakref


class Thing:
    pass


one, two, three = Thing(), Thing(), Thing()
finalizers = [weakref.finalize(each, print, 'finalized', number)
              for number, each in enumerate((one, two, three))]
finalizers[1].atexit = False
del one
print(finalizers[0].alive, finalizers[1].alive, finalizers[2].peek()[2])
