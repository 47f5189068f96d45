# SPDX-License-Identifier: MIT
import copyreg
import pickle
import sys


class Point:
    def __init__(self, x):
        self.x = x

    def __reduce__(self):
        return Point, (self.x,)


data = pickle.dumps([Point(1), Point, print])
print(data.count(b'__main__'), [type(each).__name__ for each in pickle.loads(data)])
print(sys.modules['__main__'].Point is Point, Point.__module__, copyreg.dispatch_table != {})
try:
    pickle.dumps(lambda: 1)
except Exception as error:
    print(type(error).__name__)
import __main__

print(__main__.Point is Point, __import__('__main__').__file__ == __file__)
