# SPDX-License-Identifier: MIT
import multiprocessing
from multiprocessing import shared_memory

multiprocessing.set_start_method('spawn')
if __name__ == '__main__':
    memory = shared_memory.SharedMemory(create=True, size=10)
    print(len(memory.buf) >= 10)
