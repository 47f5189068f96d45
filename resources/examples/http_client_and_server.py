# SPDX-License-Identifier: MIT
"""A web server and its clients in one program, over loopback, with aiohttp.

Every client asks for three pages; the server takes a while over each. All of it is one thread:
follow a request from a client's lane to the server's handler and back.
"""

import asyncio
import random

from aiohttp import ClientSession, web


async def page(request: web.Request) -> web.Response:
    name = request.match_info["name"]
    await asyncio.sleep(random.uniform(0.1, 0.4))
    return web.Response(text=f"<h1>{name}</h1>")


async def serve() -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.router.add_get("/{name}", page)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    return runner, f"http://{host}:{port}"


async def client(name: str, session: ClientSession, address: str) -> None:
    for topic in ("news", "weather", "sports"):
        async with session.get(f"{address}/{topic}") as answer:
            print(f"{name}: {answer.status} {await answer.text()}")


async def main() -> None:
    runner, address = await serve()
    print("serving on", address)
    try:
        async with ClientSession() as session, asyncio.TaskGroup() as group:
            for name in ("ada", "bob", "cyd", "dan"):
                group.create_task(client(name, session, address), name=name)
    finally:
        await runner.cleanup()


asyncio.run(main())
