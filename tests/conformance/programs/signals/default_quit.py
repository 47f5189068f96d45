# SPDX-License-Identifier: MIT
# signal: QUIT after 'ready'
import threading

print('ready', flush=True)
threading.Event().wait(10)
