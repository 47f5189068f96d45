# SPDX-License-Identifier: MIT
# tty
# type: \x03 after 'name? '
try:
    input('name? ')
except KeyboardInterrupt:
    print('\nno name')
