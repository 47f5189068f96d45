# SPDX-License-Identifier: MIT
import concurrent.futures
import threading
import time


def work(number):
    time.sleep(0.1 * number + 0.1)  # apart on a busy machine, too
    if number == 3:
        raise ValueError(number)
    return number * 10


with concurrent.futures.ThreadPoolExecutor(4, thread_name_prefix='pool') as pool:
    futures = {pool.submit(work, number): number for number in range(5)}
    for future in concurrent.futures.as_completed(futures):
        print(futures[future], future.exception() or future.result())
    print(list(pool.map(lambda x: x + 1, range(5))))
    print(pool.submit(lambda: threading.current_thread().name.startswith('pool_')).result())
    slow = pool.submit(time.sleep, 0.1)
    done, pending = concurrent.futures.wait([slow], timeout=0.01)
    print(len(done), len(pending), slow.cancel())
    try:
        slow.result(timeout=0.01)
    except TimeoutError as error:
        print(repr(error))
try:
    pool.submit(work, 1)
except RuntimeError as error:
    print(error)
pool = concurrent.futures.ThreadPoolExecutor(1, initializer=lambda: 1 / 0)
print(repr(pool.submit(int).exception()))
