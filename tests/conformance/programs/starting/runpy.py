# SPDX-License-Identifier: MIT
import os
import runpy
import tempfile

with tempfile.TemporaryDirectory() as directory:
    name = os.path.join(directory, 'other.py')
    with open(name, 'w') as file:
        file.write('import sys\nprint(__name__, sys.argv[0] == __file__)\nvalue = 3\n')
    print(runpy.run_path(name, run_name='__main__')['value'])
print(runpy.run_module('colorsys')['__name__'])
