# SPDX-License-Identifier: MIT
# needs: numpy
import threading

import numpy

array = numpy.arange(12.0).reshape(3, 4)
print(array @ array.T, array.sum(axis=0), repr(array[:, 1]))
print(numpy.random.default_rng(1).integers(0, 100, 5), numpy.linalg.inv(numpy.diag([1.0, 2.0])))
with numpy.errstate(divide='warn'):
    print(numpy.array([1.0]) / 0)
results = []
threads = [threading.Thread(target=lambda: results.append(numpy.dot(array, array.T).sum()))
           for _ in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(set(results))
numpy.zeros(3) + numpy.zeros(4)
