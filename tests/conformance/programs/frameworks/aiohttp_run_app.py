# SPDX-License-Identifier: MIT
# needs: aiohttp
# signal: TERM after 'started'
from aiohttp import web


async def life(application):
    print('started', flush=True)
    yield
    print('cleaned up')


application = web.Application()
application.cleanup_ctx.append(life)
web.run_app(application, host='127.0.0.1', port=0, print=lambda text: print(text.count('http')))
print('end')
