# SPDX-License-Identifier: MIT
# needs: aiohttp
# shell: openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost 2> /dev/null \
# shell:     -addext subjectAltName=DNS:localhost; $PYTHON $FILE
import asyncio
import ssl

import aiohttp
from aiohttp import web


async def handler(request):
    return web.Response(text=f'{request.scheme} {len(await request.read())}')


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain('cert.pem', 'key.pem')
    application = web.Application()
    application.router.add_post('/', handler)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, '127.0.0.1', 0, ssl_context=context).start()
    url = f'https://localhost:{runner.addresses[0][1]}/'
    trusting = ssl.create_default_context(cafile='cert.pem')
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=b'x' * 300_000, ssl=trusting) as response:
            print(response.status, await response.text())
        try:
            await session.post(url)
        except aiohttp.ClientConnectorCertificateError as error:
            print(type(error).__name__)
    await runner.cleanup()


asyncio.run(main())
