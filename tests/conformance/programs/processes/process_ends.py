# SPDX-License-Identifier: MIT
import multiprocessing
import os
import signal
import sys


def ends_by(how):
    if how == 'exit':
        sys.exit(3)
    elif how == 'message':
        sys.exit('a message')
    elif how == 'error':
        raise ValueError('in the child')
    elif how == 'signal':
        os.kill(os.getpid(), signal.SIGTERM)
    elif how == 'hard':
        os._exit(7)


if __name__ == '__main__':
    for how in 'exit message error signal hard nothing'.split():
        process = multiprocessing.Process(target=ends_by, args=(how,), name=how)
        process.start()
        process.join()
        print(process.name, process.exitcode, process.is_alive())
    process = multiprocessing.Process(target=signal.pause)
    process.start()
    process.terminate()
    process.join()
    print(process.exitcode)
    process.close()
