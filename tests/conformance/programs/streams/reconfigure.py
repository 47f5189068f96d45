# SPDX-License-Identifier: MIT
import sys

sys.stdout.reconfigure(encoding='ascii', errors='xmlcharrefreplace')
print('é €')
sys.stdout.reconfigure(newline='\r\n', line_buffering=True)
print('dos')
sys.stdout.reconfigure(encoding='utf-8', newline='\n', errors='strict')
try:
    print('\ud800')
except UnicodeEncodeError as error:
    print(error)
