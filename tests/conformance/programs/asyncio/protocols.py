# SPDX-License-Identifier: MIT
import asyncio


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)

    def eof_received(self):
        print('server: end')

    def connection_lost(self, error):
        print('server: lost', error)


class Client(asyncio.Protocol):
    def __init__(self, lost):
        self.lost = lost

    def connection_made(self, transport):
        print('client: made', transport.is_closing(), transport.get_write_buffer_limits())
        transport.write(b'hello')

    def data_received(self, data):
        print('client:', data)
        self.lost.get_loop().call_soon(self.transport.close)

    def connection_lost(self, error):
        self.lost.set_result(error)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, '127.0.0.1', 0)
    lost = loop.create_future()
    transport, client = await loop.create_connection(
        lambda: Client(lost), *server.sockets[0].getsockname())
    client.transport = transport
    print('lost', await lost)
    await asyncio.sleep(0.05)
    server.close()


asyncio.run(main())
