# SPDX-License-Identifier: MIT
import os
import tempfile
import warnings

warnings.simplefilter('always')
directory = tempfile.TemporaryDirectory(dir='.')
file = tempfile.NamedTemporaryFile(dir='.')
if os.fork() == 0:
    pass  # ends like the parent, and removes the same
else:
    os.wait()
print(len(os.listdir('.')) >= 2)
