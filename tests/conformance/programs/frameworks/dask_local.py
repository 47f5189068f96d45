# SPDX-License-Identifier: MIT
# needs: dask
import dask
import dask.bag


@dask.delayed
def add(one, two):
    return one + two


total = add(add(1, 2), add(3, 4))
print(total.compute(scheduler='synchronous'), total.compute(scheduler='threads'))
print(dask.bag.from_sequence(range(10), npartitions=3).map(lambda x: x * x).sum().compute(
    scheduler='threads'))
