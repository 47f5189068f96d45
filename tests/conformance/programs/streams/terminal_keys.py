# SPDX-License-Identifier: MIT
# tty
# type: x after 'press'
# type: \x1b[A after 'again'
import sys
import termios
import tty

before = termios.tcgetattr(0)
tty.setcbreak(0)
print('press', flush=True)
print(repr(sys.stdin.read(1)))
print('again', flush=True)
print(repr(sys.stdin.read(3)))
termios.tcsetattr(0, termios.TCSADRAIN, before)
