# SPDX-License-Identifier: MIT
# needs: tornado
import asyncio

from tornado import gen, httpclient, httpserver, ioloop, web
from tornado.testing import bind_unused_port


class Handler(web.RequestHandler):
    async def get(self, name):
        await gen.sleep({'a': 0, 'b': 0.1}.get(name, 0.2))
        if name == 'fail':
            raise web.HTTPError(403, reason='Not that')
        self.write({'name': name})


async def main():
    socket, port = bind_unused_port()
    server = httpserver.HTTPServer(web.Application([(r'/(.*)', Handler)], log_function=print_log))
    server.add_sockets([socket])
    client = httpclient.AsyncHTTPClient()
    url = f'http://127.0.0.1:{port}'
    answers = await gen.multi([client.fetch(f'{url}/{name}') for name in 'abc'])
    print([answer.body for answer in answers])
    try:
        await client.fetch(f'{url}/fail')
    except httpclient.HTTPClientError as error:
        print(error)
    ticks = []
    callback = ioloop.PeriodicCallback(lambda: ticks.append(1), 5)
    callback.start()
    while len(ticks) < 3:
        await asyncio.sleep(0.005)
    callback.stop()
    server.stop()
    print(await ioloop.IOLoop.current().run_in_executor(None, lambda: 'thread'))


def print_log(handler):
    print('log', handler.get_status(), handler.request.uri)


asyncio.run(main())
