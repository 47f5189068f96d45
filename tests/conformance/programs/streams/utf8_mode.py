# SPDX-License-Identifier: MIT
# shell: for mode in 0 1; do LC_ALL=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=$mode $PYTHON $FILE; done
import locale
import sys

print(sys.flags.utf8_mode, sys.stdout.encoding, sys.stdout.errors, sys.getfilesystemencoding(),
      locale.getpreferredencoding())
print(ascii(sys.argv[0]))
sys.stdout.buffer.write('é\n'.encode())
