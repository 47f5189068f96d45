# SPDX-License-Identifier: MIT
import threading


def fail():
    raise ValueError('in a thread')


def hook(arguments):
    print('hook:', arguments.exc_type.__name__, arguments.exc_value, arguments.thread.name)
    raise TypeError('in the hook')


for number in 1, 2:
    thread = threading.Thread(target=fail, name=f'worker {number}')
    thread.start()
    thread.join()
    threading.excepthook = hook
print('main ends')
