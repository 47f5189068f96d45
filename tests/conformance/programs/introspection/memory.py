# SPDX-License-Identifier: MIT
# alone: the collector is everybody's
import gc
import sys
import tracemalloc

tracemalloc.start(5)
kept = [bytes(1000) for _ in range(100)]
snapshot = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, __file__)])
top = snapshot.statistics('lineno')[0]
print(top.traceback[0].lineno, top.count >= 100, top.size > 100_000)
print(tracemalloc.get_object_traceback(kept[0])[0].lineno, tracemalloc.is_tracing())
tracemalloc.stop()


class Node:
    pass


node = Node()
node.itself = node
del node
gc.collect()
gc.callbacks.append(lambda phase, info: print(phase, sorted(info)))
gc.collect()
print(gc.isenabled(), gc.get_threshold(), gc.collect(), sys.getrefcount(kept))
print(sys.getsizeof([]), len(gc.get_referrers(kept)))
