# SPDX-License-Identifier: MIT
# signal: INT after 'ready'
import threading

stop = threading.Event()


def work():
    stop.wait()
    print('thread stops', threading.current_thread() is threading.main_thread())


threading.Thread(target=work).start()
try:
    print('ready', flush=True)
    threading.Event().wait()
except KeyboardInterrupt:
    print('interrupted')
    stop.set()
