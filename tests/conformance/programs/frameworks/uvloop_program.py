# SPDX-License-Identifier: MIT
# needs: uvloop
import asyncio
import signal

import uvloop


async def serve(reader, writer):
    writer.write((await reader.readline()).upper())
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    print(type(loop).__module__)
    async with await asyncio.start_server(serve, '127.0.0.1', 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b'line\n')
        print(await reader.read())
        writer.close()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGUSR1, stop.set)
    signal.raise_signal(signal.SIGUSR1)
    await stop.wait()
    print(await asyncio.to_thread(sum, [1, 2]))
    process = await asyncio.create_subprocess_exec('echo', 'child')
    print(await process.wait())


uvloop.install()
asyncio.run(main())
