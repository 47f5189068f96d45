# SPDX-License-Identifier: MIT
# needs: httpx
import asyncio

import httpx


async def serve(reader, writer):
    head = await reader.readuntil(b'\r\n\r\n')
    body = head.split()[1]
    writer.write(b'HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n' % len(body) + body)
    await writer.drain()
    writer.close()


async def application(scope, receive, send):
    await send({'type': 'http.response.start', 'status': 418, 'headers': []})
    await send({'type': 'http.response.body', 'body': scope['path'].encode()})


async def main():
    async with await asyncio.start_server(serve, '127.0.0.1', 0) as server:
        url = f'http://127.0.0.1:{server.sockets[0].getsockname()[1]}'
        async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
            answers = await asyncio.gather(*(client.get(f'/{number}') for number in range(5)))
            print([answer.text for answer in answers], answers[0])
    async with httpx.AsyncClient(app=application, base_url='http://in.process') as client:
        print(await client.get('/path'), (await client.get('/path')).text)
    try:
        async with httpx.AsyncClient(trust_env=False) as client:
            await client.get(url)
    except httpx.ConnectError as error:
        print(error)


asyncio.run(main())
