# SPDX-License-Identifier: MIT
# shell: $PYTHON -m timeit -n 10 -r 1 'sum(range(10))' | sed 's/[0-9.]* [mun]*sec/TIME/'
# shell: $PYTHON $FILE
import timeit

print(timeit.timeit('counted.append(1)', number=100, globals={'counted': (counted := [])}) >= 0)
print(len(counted), len(timeit.repeat('pass', repeat=3, number=10)))
