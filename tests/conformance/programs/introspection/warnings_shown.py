# SPDX-License-Identifier: MIT
import warnings


def old():
    warnings.warn('old() is deprecated', DeprecationWarning, stacklevel=2)


for _ in range(2):
    old()
warnings.warn('twice')
warnings.warn('twice')
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings.warn('caught', ResourceWarning)
print([str(each.message) for each in caught])
warnings.simplefilter('error')
try:
    warnings.warn('raised')
except UserWarning as error:
    print(repr(error))
warnings.showwarning = lambda *arguments: print('shown', arguments[0])
warnings.simplefilter('always')
warnings.warn('mine')
print([each[0] for each in warnings.filters[:3]])
