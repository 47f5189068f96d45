# SPDX-License-Identifier: MIT
import sys
import threading


def work():
    print('thread')
    sys.exit('ignored')


thread = threading.Thread(target=work)
thread.start()
thread.join()
print('goes on')
