# SPDX-License-Identifier: MIT
# needs: sqlalchemy aiosqlite greenlet
import asyncio

import sqlalchemy
from sqlalchemy.ext.asyncio import create_async_engine


async def main():
    engine = create_async_engine('sqlite+aiosqlite://')
    async with engine.begin() as connection:
        await connection.execute(sqlalchemy.text('create table items (value)'))
        await connection.execute(sqlalchemy.text('insert into items values (:v)'), [{'v': 1}, {'v': 2}])
    async with engine.connect() as connection:
        print((await connection.execute(sqlalchemy.text('select sum(value) from items'))).scalar())
        async for row in await connection.stream(sqlalchemy.text('select value from items')):
            print(tuple(row))
    await engine.dispose()


asyncio.run(main())
