# SPDX-License-Identifier: MIT
import asyncio
import socket


class Reader(asyncio.BufferedProtocol):
    def __init__(self):
        self.buffer = bytearray(4)
        self.done = asyncio.get_running_loop().create_future()

    def get_buffer(self, hint):
        return self.buffer

    def buffer_updated(self, count):
        print(count, bytes(self.buffer[:count]))

    def eof_received(self):
        self.done.set_result(None)


async def main():
    ours, theirs = socket.socketpair()
    transport, protocol = await asyncio.get_running_loop().create_connection(Reader, sock=ours)
    theirs.sendall(b'123456789')
    theirs.close()
    await protocol.done
    transport.pause_reading()
    print(transport.is_reading())
    transport.abort()


asyncio.run(main())
