# SPDX-License-Identifier: MIT
import signal
import threading


def work():
    try:
        signal.signal(signal.SIGUSR1, print)
    except ValueError as error:
        print(error)
    signal.pthread_kill(threading.main_thread().ident, signal.SIGUSR2)


def handler(number, frame):
    print('handled in', threading.current_thread().name)


signal.signal(signal.SIGUSR2, handler)
thread = threading.Thread(target=work)
thread.start()
thread.join()
signal.raise_signal(signal.SIGUSR2)
