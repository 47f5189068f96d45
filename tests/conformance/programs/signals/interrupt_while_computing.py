# SPDX-License-Identifier: MIT
# signal: INT after 'ready'
try:
    print('ready', flush=True)
    while True:
        pass
except KeyboardInterrupt:
    print('interrupted')
