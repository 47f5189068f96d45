# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE | head -1; echo "${PIPESTATUS[@]}"
import signal

signal.signal(signal.SIGPIPE, signal.SIG_DFL)
for number in range(100_000):
    print(number)
