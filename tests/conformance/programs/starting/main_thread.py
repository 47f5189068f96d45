# SPDX-License-Identifier: MIT
import os
import sys
import threading

main = threading.main_thread()
print(main.name, main is threading.current_thread(), main.ident == threading.get_ident(),
      main.native_id == os.getpid(), threading.enumerate() == [main], main.daemon)
print(list(sys._current_frames()) == [main.ident])
print(open('/proc/self/comm').read().strip() in ('python3', 'braid'))
