# SPDX-License-Identifier: MIT
# stdin: only this
print(repr(input()))
input('and now? ')
