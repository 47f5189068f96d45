# SPDX-License-Identifier: MIT
# stdin: one\ntwo\n
import queue
import sys
import threading

lines = queue.Queue()


def read():
    for line in sys.stdin:
        lines.put(line)
    lines.put(None)


threading.Thread(target=read, daemon=True).start()
while (line := lines.get()) is not None:
    print(repr(line))
