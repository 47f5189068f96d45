# SPDX-License-Identifier: MIT
# stdin: await asyncio.sleep(0.01, 'slept')\nx = 5\nasync def f(): return x\n\nawait f()\n1 / 0\n
# shell: $PYTHON -m asyncio 2>&1 | tail -n +2 | grep -v _base.py
print('not run')
