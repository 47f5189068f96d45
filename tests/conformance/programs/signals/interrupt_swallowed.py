# SPDX-License-Identifier: MIT
# signal: INT after 'ready 1'
# signal: INT after 'ready 2'
import time

for number in 1, 2:
    try:
        print('ready', number, flush=True)
        time.sleep(10)
    except KeyboardInterrupt:
        print('not now')
print('done')
