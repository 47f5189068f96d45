# SPDX-License-Identifier: MIT
# alone: ends the process
import signal
import time

signal.setitimer(signal.ITIMER_REAL, 0.05)
time.sleep(10)
