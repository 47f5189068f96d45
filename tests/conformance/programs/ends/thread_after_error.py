# SPDX-License-Identifier: MIT
import threading
import time


def work():
    time.sleep(0.05)
    print('thread ends')


threading.Thread(target=work).start()
raise SystemExit('main fails')
