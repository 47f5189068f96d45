# SPDX-License-Identifier: MIT
import multiprocessing


def work(number):
    if number == 4:
        raise ValueError(number)
    return number * number


def begin(value):
    global begun
    begun = value


def has_begun(_):
    return begun


if __name__ == '__main__':
    with multiprocessing.Pool(2, begin, ('begun',)) as pool:
        print(pool.map(work, range(4)), pool.starmap(pow, [(2, 3), (3, 2)]))
        print(sorted(pool.imap_unordered(work, range(3))), pool.apply(has_begun, (0,)))
        result = pool.apply_async(work, (4,))
        try:
            result.get(5)
        except ValueError as error:
            print(repr(error), result.successful())
        pool.close()
        pool.join()
    with multiprocessing.pool.ThreadPool(2) as pool:
        print(pool.map(work, range(3)))
