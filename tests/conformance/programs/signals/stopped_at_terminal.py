# SPDX-License-Identifier: MIT
# tty
# type: \x1c after 'ready'
import signal

print('ready', flush=True)
signal.pause()
