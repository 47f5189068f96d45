# SPDX-License-Identifier: MIT
import sys

print('before')
sys.stdout.close()
try:
    print('after')
except ValueError as error:
    sys.stderr.write(f'{error}\n')
print(sys.stdout.closed, file=sys.stderr)
