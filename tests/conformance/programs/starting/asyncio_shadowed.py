# SPDX-License-Identifier: MIT
# shell: printf 'def run(main):\n    print("mine", main)\n' > asyncio.py; $PYTHON $FILE
import asyncio

asyncio.run('a string')
