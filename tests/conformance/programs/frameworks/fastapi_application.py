# SPDX-License-Identifier: MIT
# needs: fastapi uvicorn httpx
import asyncio

import fastapi
import httpx
import pydantic
import uvicorn


class Item(pydantic.BaseModel):
    name: str
    price: float = 1.5


application = fastapi.FastAPI()
done = []


@application.get('/items/{number}')
async def get_item(number: int, query: str = 'none'):
    return {'number': number, 'query': query}


@application.post('/items', status_code=201)
def post_item(item: Item, tasks: fastapi.BackgroundTasks):
    tasks.add_task(done.append, item.name)
    return item


async def main():
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level='warning'))
    task = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.005)
    port = server.servers[0].sockets[0].getsockname()[1]
    async with httpx.AsyncClient(base_url=f'http://127.0.0.1:{port}', trust_env=False) as client:
        print((await client.get('/items/5?query=x')).json())
        print(await client.post('/items', json={'name': 'thing'}))
        print((await client.get('/items/five')).json()['detail'][0]['msg'])
        print((await client.get('/nosuch')).text)
    server.should_exit = True
    await task
    print('in the background:', done)
    print(sorted(application.openapi()['paths']))


asyncio.run(main())
