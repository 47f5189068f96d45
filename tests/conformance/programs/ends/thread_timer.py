# SPDX-License-Identifier: MIT
import threading

threading.Timer(0.1, print, ['after a while']).start()
print('main ends')
