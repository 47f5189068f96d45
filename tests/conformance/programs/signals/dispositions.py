# SPDX-License-Identifier: MIT
import signal

for number in sorted(signal.valid_signals()):
    handler = signal.getsignal(number)
    if handler is not signal.SIG_DFL:
        print(number, handler)
print(signal.default_int_handler is signal.getsignal(signal.SIGINT))
print(signal.siginterrupt(signal.SIGUSR1, False), signal.strsignal(15))
