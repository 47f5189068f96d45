# SPDX-License-Identifier: MIT
import sys
import threading

lock = threading.Lock()


def say(name):
    for number in range(50):
        with lock:
            print(name, number)


threads = [threading.Thread(target=say, args=(name,)) for name in 'ab']
for thread in threads:
    thread.start()
    thread.join()
print('to stderr from main', file=sys.stderr)
