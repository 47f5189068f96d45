# SPDX-License-Identifier: MIT
import subprocess
import sys

for code in ('None', '0', '1', '255', '256', '-1', '2**40', '-2**70', 'True', '"a message"', '""', '1.5',
             '[1]', '(3,)', '("two", 1)', '*()', '*(1, 2)', 'ValueError("value")'):
    done = subprocess.run([sys.executable, '-c', f'import sys; raise SystemExit({code})'],
                          capture_output=True, text=True)
    print(code, done.returncode, repr(done.stderr))
raise SystemExit(3)
