# SPDX-License-Identifier: MIT
# needs: distributed
import asyncio
import logging

from dask.distributed import Client, LocalCluster

logging.disable(logging.CRITICAL)


async def main():
    async with LocalCluster(1, processes=False, threads_per_worker=2, dashboard_address=None,
                            asynchronous=True, host='127.0.0.1', protocol='tcp') as cluster:
        async with Client(cluster, asynchronous=True) as client:
            futures = client.map(lambda x: x * x, range(5))
            print(await client.gather(futures))
            future = client.submit(lambda: 1 / 0)
            print(repr(await future.exception()))


asyncio.run(main())
