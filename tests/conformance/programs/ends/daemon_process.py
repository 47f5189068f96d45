# SPDX-License-Identifier: MIT
import multiprocessing
import time


def work(ready):
    ready.set()
    time.sleep(10)
    print('not printed')


if __name__ == '__main__':
    ready = multiprocessing.Event()
    multiprocessing.Process(target=work, args=(ready,), daemon=True).start()
    ready.wait()
    print('main ends', len(multiprocessing.active_children()))
