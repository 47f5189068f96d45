# SPDX-License-Identifier: MIT
# needs: tqdm
import asyncio
import sys

import tqdm
import tqdm.asyncio

for _ in tqdm.tqdm(range(5), bar_format='{l_bar}{bar}{n_fmt}', ncols=40, mininterval=0, file=sys.stdout):
    pass


async def main():
    print(await tqdm.asyncio.tqdm.gather(*(asyncio.sleep(0.001 * n, n) for n in range(4)),
                                         bar_format='{n_fmt}', mininterval=0))


asyncio.run(main())
