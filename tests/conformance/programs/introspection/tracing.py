# SPDX-License-Identifier: MIT
import sys
import threading

events = []


def trace(frame, event, argument):
    if frame.f_code.co_filename == __file__:
        events.append((frame.f_code.co_name, event, frame.f_lineno))
        return trace


def work(number):
    return number + 1


sys.settrace(trace)
threading.settrace(trace)
work(1)
thread = threading.Thread(target=work, args=(2,))
thread.start()
thread.join()
sys.settrace(None)
print(*events, sep='\n')
profiled = []
sys.setprofile(lambda frame, event, argument: profiled.append((frame.f_code.co_name, event)))
len([])
work(1)
sys.setprofile(None)
print(profiled)
