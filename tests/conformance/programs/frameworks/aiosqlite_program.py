# SPDX-License-Identifier: MIT
# needs: aiosqlite
import asyncio

import aiosqlite


async def main():
    async with aiosqlite.connect(':memory:') as database:
        await database.execute('create table items (name text unique, value int)')
        await database.executemany('insert into items values (?, ?)', [('a', 1), ('b', 2)])
        await database.commit()
        async with database.execute('select * from items order by value desc') as cursor:
            print([row async for row in cursor])
        database.row_factory = aiosqlite.Row
        cursor = await database.execute('select sum(value) as total from items')
        print((await cursor.fetchone())['total'], database.total_changes)
        try:
            await database.execute('insert into items values ("a", 3)')
        except aiosqlite.IntegrityError as error:
            print(error)


asyncio.run(main())
