# SPDX-License-Identifier: MIT
import concurrent.futures
import multiprocessing


class Item:
    def __init__(self, value):
        self.value = value


def work(item):
    return Item(item.value * 2), __name__


if __name__ == '__main__':
    context = multiprocessing.get_context('spawn')
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        item, name = pool.submit(work, Item(4)).result()
        print(type(item) is Item, item.value, name)
