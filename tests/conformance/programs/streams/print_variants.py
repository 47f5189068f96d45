# SPDX-License-Identifier: MIT
import sys

print()
print('a', 1, None, sep='|', end='!\n')
print('no newline', end='')
print('', flush=True)
print(*range(5), sep='')
print('to stderr', file=sys.stderr)
print('tab\there', 'ünïcödé', '\N{SNOWMAN}', repr('\x00\x1b'))
sys.stdout.writelines(['one\n', 'two\n'])
print(sys.stdout.write('four'), 'written')
print('the end without newline', end='')
