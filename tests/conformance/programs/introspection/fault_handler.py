# SPDX-License-Identifier: MIT
import faulthandler
import sys
import threading
import time

faulthandler.enable()
ready, end = threading.Event(), threading.Event()


def work():
    ready.set()
    end.wait()


def main():
    thread = threading.Thread(target=work)
    thread.start()
    ready.wait()
    time.sleep(0.1)  # until it waits
    faulthandler.dump_traceback(all_threads=False)
    sys.stderr.write('all:\n')
    sys.stderr.flush()
    faulthandler.dump_traceback()
    end.set()
    thread.join()


main()
