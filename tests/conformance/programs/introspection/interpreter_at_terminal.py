# SPDX-License-Identifier: MIT
# tty
# shell: exec env HOME=/nonexistent $PYTHON -q -i $FILE
# type: value * 2\n after '>>> '
# type: import asyncio; asyncio.run(asyncio.sleep(0.01, 'slept'))\n after '>>> '
# type: \x03 after '>>> '
# type: exit(4)\n after 'KeyboardInterrupt'
value = 21
