# SPDX-License-Identifier: MIT
# needs: aiofiles
import asyncio
import tempfile

import aiofiles


async def main():
    with tempfile.NamedTemporaryFile() as temporary:
        async with aiofiles.open(temporary.name, 'w') as file:
            await file.write('one\ntwo\n')
        async with aiofiles.open(temporary.name) as file:
            print([line async for line in file], await file.tell())
        try:
            async with aiofiles.open('/nosuch/file'):
                pass
        except FileNotFoundError as error:
            print(error)


asyncio.run(main())
