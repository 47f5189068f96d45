# SPDX-License-Identifier: MIT
# tty
# type: Ada\n after 'name? '
# type: secret\n after 'Password: '
# type: \x04 after 'more:'
import getpass
import os
import sys

print(sys.stdin.isatty(), sys.stdout.isatty(), sys.stderr.isatty(), os.ttyname(0) == os.ttyname(1),
      os.get_terminal_size(), sys.stdout.line_buffering)
print('hello', input('name? '))
print(len(getpass.getpass()), 'letters')
print('more:')
print(repr(sys.stdin.read()))
