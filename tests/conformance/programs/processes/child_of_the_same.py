# SPDX-License-Identifier: MIT
import subprocess
import sys

code = '''
import asyncio, sys
async def main():
    await asyncio.sleep(0.01)
    return type(asyncio.get_running_loop()).__name__
print(asyncio.run(main()), sys.argv, sys.path[0] == '')
'''
print(subprocess.run([sys.executable, '-c', code, 'argument'], capture_output=True, text=True))
