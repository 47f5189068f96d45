# SPDX-License-Identifier: MIT
# stdin: for the child\nfor the parent\n
import subprocess
import sys

subprocess.run(['head', '-c', '14'])
print(repr(sys.stdin.read()))
