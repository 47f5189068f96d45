# SPDX-License-Identifier: MIT
# stdin: Ada\n36\n
name = input('name? ')
age = int(input('age? '))
print(name, age)
try:
    input('more? ')
except EOFError as error:
    print('EOF:', error)
print(open(0).read() == '')
