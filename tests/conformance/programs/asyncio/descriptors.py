# SPDX-License-Identifier: MIT
import asyncio
import os


async def main():
    loop = asyncio.get_running_loop()
    reader, writer = os.pipe()
    got = asyncio.Queue()
    loop.add_reader(reader, lambda: got.put_nowait(os.read(reader, 100)))
    for text in b'one', b'two':
        os.write(writer, text)
        print(await got.get())
    print(loop.remove_reader(reader), loop.remove_reader(reader))
    writable = loop.create_future()
    loop.add_writer(writer, writable.set_result, 'writable')
    print(await writable, loop.remove_writer(writer))
    os.close(writer)
    loop.add_reader(reader, lambda: got.put_nowait(os.read(reader, 100)))
    print(await got.get())
    loop.remove_reader(reader)
    os.close(reader)
    with open(__file__) as file:
        try:
            loop.add_reader(file, print)
        except PermissionError as error:
            print(error)


asyncio.run(main())
