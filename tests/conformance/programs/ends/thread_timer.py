# SPDX-License-Identifier: MIT
import threading

threading.Timer(0.3, print, ['after a while']).start()
print('main ends')
