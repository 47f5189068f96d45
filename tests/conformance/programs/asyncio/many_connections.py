# SPDX-License-Identifier: MIT
import asyncio


async def serve(reader, writer):
    data = await reader.read(100)
    writer.write(data[::-1])
    writer.close()
    await writer.wait_closed()


async def ask(port, number):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    writer.write(b'%03d' % number)
    answer = await reader.read()
    writer.close()
    return answer


async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0, backlog=200)
    port = server.sockets[0].getsockname()[1]
    answers = await asyncio.gather(*(ask(port, number) for number in range(150)))
    print(len(answers), answers[:3], answers[-1])
    server.close()
    await server.wait_closed()


asyncio.run(main())
