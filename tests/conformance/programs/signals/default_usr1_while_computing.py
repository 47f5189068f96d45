# SPDX-License-Identifier: MIT
# signal: USR1 after 'ready'
print('ready', flush=True)
while True:
    pass
