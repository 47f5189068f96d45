# SPDX-License-Identifier: MIT
# alone: ends the process
import os
import sys

print('before', flush=True)
os.environ['PASSED_ON'] = 'yes'
os.execv(sys.executable, [sys.executable, '-c', 'import os; print(os.environ["PASSED_ON"], os.getpid() == '
                          + str(os.getpid()) + ')'])
