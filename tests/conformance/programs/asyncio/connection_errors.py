# SPDX-License-Identifier: MIT
import asyncio
import socket


async def main():
    free = socket.socket()
    free.bind(('127.0.0.1', 0))
    port = free.getsockname()[1]
    for wrong in (asyncio.open_connection('127.0.0.1', port),
                  asyncio.open_unix_connection('/nosuch/socket'),
                  asyncio.start_unix_server(print, '/nosuch/directory/socket'),
                  asyncio.create_subprocess_exec('/nosuch/program'),
                  asyncio.get_running_loop().getaddrinfo('x.invalid', 1, flags=socket.AI_NUMERICHOST)):
        try:
            await wrong
        except OSError as error:
            print(type(error).__name__, str(error).replace(str(port), 'PORT'))
    await asyncio.open_connection('127.0.0.1', 0)


asyncio.run(main())
