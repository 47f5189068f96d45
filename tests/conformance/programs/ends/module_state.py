# SPDX-License-Identifier: MIT
import os
import pathlib
import sys
import tempfile

with tempfile.TemporaryDirectory() as directory:
    pathlib.Path(directory, 'plugin_of_ours.py').write_text('''
class Connection:
    def __del__(self):
        print('connection closed', __name__)

connection = Connection()
''')
    sys.path.insert(0, directory)
    import plugin_of_ours
print(plugin_of_ours.__name__, os.path.exists(directory))
