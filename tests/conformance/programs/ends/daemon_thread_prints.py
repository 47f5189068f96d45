# SPDX-License-Identifier: MIT
import threading

ready = threading.Event()


def work():
    ready.set()
    for number in range(10 ** 9):
        number * number


threading.Thread(target=work, daemon=True).start()
ready.wait()
print('main ends')
