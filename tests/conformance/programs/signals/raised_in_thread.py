# SPDX-License-Identifier: MIT
import _thread
import threading
import time

begin = threading.Event()


def work():
    begin.wait()
    _thread.interrupt_main()


threading.Thread(target=work).start()
try:
    begin.set()
    time.sleep(0.2)  # which it does not cut short
except KeyboardInterrupt:
    print('main interrupted')
