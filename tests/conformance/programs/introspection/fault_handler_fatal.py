# SPDX-License-Identifier: MIT
# shell: $PYTHON -X faulthandler $FILE 2>&1 | grep -v 'Extension modules'; echo "${PIPESTATUS[0]}"
import faulthandler


def crash():
    faulthandler._sigsegv()


print('flushed', flush=True)
crash()
