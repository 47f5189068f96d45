# SPDX-License-Identifier: MIT
import multiprocessing


def work(shared, total, lock):
    for number in range(20):
        with lock:
            shared['count'] = shared.get('count', 0) + 1
            total.value += number


if __name__ == '__main__':
    with multiprocessing.Manager() as manager:
        shared, total, lock = manager.dict(), manager.Value('i', 0), manager.Lock()
        processes = [multiprocessing.Process(target=work, args=(shared, total, lock))
                     for _ in range(2)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(dict(shared), total.value)
        values = manager.list([3, 1, 2])
        values.sort()
        print(values, list(values))
