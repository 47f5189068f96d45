# SPDX-License-Identifier: MIT
import threading

barrier = threading.Barrier(3, action=lambda: print('all there'))
condition = threading.Condition()
semaphore = threading.BoundedSemaphore(1)
local = threading.local()
local.value = 'main'
said = []


def work(number):
    local.value = number
    barrier.wait()
    with condition:
        condition.wait_for(lambda: len(said) == number)
        said.append(local.value)
        condition.notify_all()


threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(said, local.value, semaphore.acquire(), semaphore.acquire(timeout=0.01))
semaphore.release()
try:
    semaphore.release()
except ValueError as error:
    print(error)
print(threading.Event().wait(0.01), threading.Lock().acquire(), threading.RLock().acquire())
