# SPDX-License-Identifier: MIT
# tty
# type: p value\n after '(Pdb) '
# type: \x03 after '(Pdb) '
# type: !value = 6\n after '(Pdb) '
# type: c\n after '(Pdb) '
value = 5
breakpoint()
print(value)
