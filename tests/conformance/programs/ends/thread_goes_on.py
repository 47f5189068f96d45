# SPDX-License-Identifier: MIT
import atexit
import threading
import time

main_ended = threading.Event()


def work():
    main_ended.wait()
    time.sleep(0.05)
    print('thread ends; main alive:', threading.main_thread().is_alive())


threading.Thread(target=work).start()
atexit.register(print, 'at exit')
print('main ends')
main_ended.set()
