# SPDX-License-Identifier: MIT
# signal: TERM after 'ready'
import asyncio
import signal


async def serve(reader, writer):
    writer.close()


async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with server:
        print('ready', flush=True)
        await stop.wait()
        print('stopping')
    print('stopped', server.is_serving())


asyncio.run(main())
