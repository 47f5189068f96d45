# SPDX-License-Identifier: MIT
# alone: the descriptors are everybody's
# As daemons begin: what is not one's own is closed, too.
import os
import threading

os.closerange(3, 1024)
thread = threading.Thread(target=print, args=('in a thread',))
thread.start()
thread.join()
print('goes on', os.open('/dev/null', os.O_RDONLY) >= 3)
