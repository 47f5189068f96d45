# SPDX-License-Identifier: MIT
# stdin: one\ntwo\n
import asyncio
import sys


async def main():
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, sys.stdout)
    writer = asyncio.StreamWriter(transport, protocol, reader, loop)
    async for line in reader:
        writer.write(b'got ' + line)
    await writer.drain()
    print(type(transport).__name__, file=sys.stderr)


asyncio.run(main())
