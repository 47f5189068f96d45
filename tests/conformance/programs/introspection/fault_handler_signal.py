# SPDX-License-Identifier: MIT
# signal: USR1 after 'ready'
import faulthandler
import signal
import time

faulthandler.register(signal.SIGUSR1, all_threads=False, chain=False)


def wait():
    print('ready', flush=True)
    time.sleep(0.3)


wait()
faulthandler.dump_traceback_later(0.05)
time.sleep(0.2)
faulthandler.cancel_dump_traceback_later()
