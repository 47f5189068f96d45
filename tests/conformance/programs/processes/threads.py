# SPDX-License-Identifier: MIT
import threading

counter = 0
lock = threading.Lock()


def count():
    global counter
    for _ in range(10_000):
        with lock:
            counter += 1


threads = [threading.Thread(target=count, name=f'counter {number}') for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter, [thread.is_alive() for thread in threads], threads[0].name, threading.active_count())
try:
    threads[0].start()
except RuntimeError as error:
    print(error)
