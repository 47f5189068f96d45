# SPDX-License-Identifier: MIT
import asyncio


class Server(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(data[::-1], address)


class Client(asyncio.DatagramProtocol):
    def __init__(self):
        self.received = asyncio.Queue()

    def datagram_received(self, data, address):
        self.received.put_nowait(data)

    def error_received(self, error):
        self.received.put_nowait(error)


async def main():
    loop = asyncio.get_running_loop()
    server, _ = await loop.create_datagram_endpoint(Server, local_addr=('127.0.0.1', 0))
    address = server.get_extra_info('sockname')
    client, protocol = await loop.create_datagram_endpoint(Client, remote_addr=address)
    client.sendto(b'datagram')
    print(await protocol.received.get())
    for transport in server, client:
        transport.close()
    client, protocol = await loop.create_datagram_endpoint(Client, remote_addr=('127.0.0.1', 1))
    client.sendto(b'nobody')
    print(repr(await asyncio.wait_for(protocol.received.get(), 5)))
    client.close()


asyncio.run(main())
