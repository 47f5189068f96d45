# SPDX-License-Identifier: MIT
import signal


def handler(number, frame):
    try:
        frame.f_locals['nothing'][0]
    except KeyError as error:
        raise ValueError('in the handler') from error


def work():
    signal.raise_signal(signal.SIGUSR1)


signal.signal(signal.SIGUSR1, handler)
work()
