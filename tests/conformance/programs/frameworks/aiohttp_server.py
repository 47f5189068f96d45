# SPDX-License-Identifier: MIT
# needs: aiohttp
import asyncio

import aiohttp
from aiohttp import web


async def hello(request):
    return web.json_response({'name': request.match_info['name'], 'query': dict(request.query)})


async def echo(request):
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    async for message in socket:
        await socket.send_str(message.data[::-1])
    return socket


async def fail(request):
    raise web.HTTPConflict(text='short and stout')


async def main():
    application = web.Application()
    application.add_routes([web.get('/hello/{name}', hello), web.get('/echo', echo),
                            web.post('/fail', fail)])
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, '127.0.0.1', 0).start()
    url = f'http://127.0.0.1:{runner.addresses[0][1]}'
    async with aiohttp.ClientSession(url) as session:
        async with session.get('/hello/Ada', params={'a': '1'}) as response:
            print(response.status, await response.json(), response.content_type)
        async with session.ws_connect('/echo') as socket:
            await socket.send_str('abc')
            print((await socket.receive()).data)
        async with session.post('/fail', data=b'x' * 100_000) as response:
            print(response.status, await response.text())
        answers = await asyncio.gather(*(session.get(f'/hello/{n}') for n in range(20)))
        print({answer.status for answer in answers})
    await runner.cleanup()


asyncio.run(main())
