# SPDX-License-Identifier: MIT
import queue
import threading

tasks = queue.Queue(3)
results = []


def work():
    while (item := tasks.get()) is not None:
        results.append(item * item)
        tasks.task_done()
    tasks.task_done()


threads = [threading.Thread(target=work) for _ in range(3)]
for thread in threads:
    thread.start()
for number in range(20):
    tasks.put(number)
for _ in threads:
    tasks.put(None)
tasks.join()
print(sorted(results), tasks.empty())
try:
    tasks.get(timeout=0.02)
except queue.Empty as error:
    print(repr(error))
simple = queue.SimpleQueue()
simple.put('x')
print(simple.get(), simple.qsize())
