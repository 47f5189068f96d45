# SPDX-License-Identifier: MIT
import atexit
import os

file = open('rows.csv', 'w')
file.write('a;b\n')
print('written', os.path.getsize('rows.csv'))
reader, writer = os.pipe()
if os.fork() == 0:
    os.close(reader)
    out = os.fdopen(writer, 'w')
    out.write('what the child did not flush\n')
    raise SystemExit
os.close(writer)
os.wait()
print(os.read(reader, 100))
os.unlink('rows.csv')
