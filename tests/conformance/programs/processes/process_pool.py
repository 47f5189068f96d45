# SPDX-License-Identifier: MIT
import concurrent.futures
import os


def work(number):
    if number == 3:
        raise ValueError(number)
    return number * 10


if __name__ == '__main__':
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        print(list(pool.map(work, range(3), chunksize=2)))
        print(pool.submit(os.getpid).result() != os.getpid())
        error = pool.submit(work, 3).exception()
        print(repr(error), 'in work' in str(error.__cause__))
        print(type(pool.submit(work, lambda: 1).exception()).__name__)
        try:
            pool.submit(os._exit, 1).result()
        except concurrent.futures.BrokenExecutor as error:
            print(type(error).__name__)
