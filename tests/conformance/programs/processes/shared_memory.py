# SPDX-License-Identifier: MIT
import multiprocessing
from multiprocessing import shared_memory


def work(name, value, array):
    memory = shared_memory.SharedMemory(name)
    memory.buf[:5] = b'child'
    memory.close()
    with value.get_lock():
        value.value += 1.5
    array[1] = 42


if __name__ == '__main__':
    memory = shared_memory.SharedMemory(create=True, size=100)
    value, array = multiprocessing.Value('d', 1), multiprocessing.Array('i', 3)
    process = multiprocessing.Process(target=work, args=(memory.name, value, array))
    process.start()
    process.join()
    print(bytes(memory.buf[:5]), value.value, array[:])
    memory.close()
    memory.unlink()
    numbers = shared_memory.ShareableList([1, 'two', 3.0])
    print(list(numbers))
    numbers.shm.close()
    numbers.shm.unlink()
