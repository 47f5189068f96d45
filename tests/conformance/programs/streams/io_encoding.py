# SPDX-License-Identifier: MIT
# env: PYTHONIOENCODING=latin-1:backslashreplace
# stdin: caf\xe9\n
import sys

print(sys.stdin.encoding, sys.stdin.errors, sys.stdout.encoding, sys.stdout.errors,
      sys.stderr.encoding, sys.stderr.errors)
print(ascii(input()))
print('é €')
print('é €', file=sys.stderr)
