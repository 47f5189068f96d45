# SPDX-License-Identifier: MIT
import contextlib
import io
import sys

with contextlib.redirect_stdout(io.StringIO()) as held:
    print('captured')
    print('and this')
print(repr(held.getvalue()))


class Upper:
    def write(self, text):
        sys.__stdout__.write(text.upper())

    def flush(self):
        sys.__stdout__.flush()


sys.stdout = Upper()
print('shouted')
sys.stderr = sys.stdout
1 / 0
