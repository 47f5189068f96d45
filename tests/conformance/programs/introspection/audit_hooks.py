# SPDX-License-Identifier: MIT
# alone: the hook is for good, and hears all
import os
import sys

seen = []


def hook(event, arguments):
    if event in ('open', 'os.system', 'mine'):
        seen.append((event, arguments[0]))
    if event == 'os.remove':
        raise PermissionError('refused by a hook')


sys.addaudithook(hook)
open(os.devnull).close()
os.system('true')
sys.audit('mine', 1)
try:
    os.remove('/nosuch')
except PermissionError as error:
    print(error)
print(seen)
