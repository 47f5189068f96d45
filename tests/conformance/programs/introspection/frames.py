# SPDX-License-Identifier: MIT
import sys
import threading
import traceback


def work(ready, end):
    ready.set()
    end.wait()


def main():
    ready, end = threading.Event(), threading.Event()
    thread = threading.Thread(target=work, args=(ready, end))
    thread.start()
    ready.wait()
    frames = sys._current_frames()
    print(sorted(frames) == sorted(thread.ident for thread in threading.enumerate()))
    frame = frames[threading.main_thread().ident]
    print([frame.name for frame in traceback.extract_stack(frame)], frame is sys._getframe())
    stack = traceback.extract_stack(frames[thread.ident])
    print([frame.name for frame in stack if 'threading' not in frame.filename])
    print(sys._current_exceptions()[thread.ident])
    end.set()


main()
