# SPDX-License-Identifier: MIT
# shell: d=$HOME/.local/lib/python3.11/site-packages; mkdir -p $d; echo 'import asyncio' > $d/start.pth; $PYTHON $FILE
import asyncio


async def main():
    print(type(asyncio.get_running_loop()).__bases__[-1].__name__ != '')
    await asyncio.sleep(0.01)

asyncio.run(main())
