# SPDX-License-Identifier: MIT
import multiprocessing
import sys


def work(method, queue):
    print('child', method, __name__, flush=True)
    queue.put((method, sys.argv[1:], multiprocessing.current_process().name.partition('-')[0]))


if __name__ == '__main__':
    for method in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context(method)
        queue = context.Queue()
        process = context.Process(target=work, args=(method, queue))
        process.start()
        print(queue.get())
        process.join()
        print(process.exitcode)
else:
    print('imported as', __name__, flush=True)
