# SPDX-License-Identifier: MIT
assert (1, 'always true')
print('\d', 1 is 1)
