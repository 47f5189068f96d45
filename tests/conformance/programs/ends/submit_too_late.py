# SPDX-License-Identifier: MIT
import atexit
import concurrent.futures

pool = concurrent.futures.ThreadPoolExecutor(1)
pool.submit(int).result()


@atexit.register
def late():
    try:
        pool.submit(print, 'never')
    except RuntimeError as error:
        print(error)
