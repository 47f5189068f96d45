# SPDX-License-Identifier: MIT
# At the very end even builtins are missing.
class Late:
    def __del__(self):
        open


late = Late()
print('main ends')
