# SPDX-License-Identifier: MIT
# shell: openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost 2> /dev/null \
# shell:     -addext subjectAltName=DNS:localhost; $PYTHON $FILE
import asyncio
import ssl


async def serve(reader, writer):
    writer.write(b'secret ' + await reader.readline())
    await writer.drain()
    writer.close()


async def main():
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain('cert.pem', 'key.pem')
    trusting = ssl.create_default_context(cafile='cert.pem')
    async with await asyncio.start_server(serve, '127.0.0.1', 0, ssl=context) as server:
        address = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(*address, ssl=trusting,
                                                       server_hostname='localhost')
        print(writer.get_extra_info('cipher')[1], writer.get_extra_info('peercert')['subject'])
        writer.write(b'line\n')
        print(await reader.read())
        writer.close()
        try:
            await asyncio.open_connection(*address, ssl=True, server_hostname='localhost')
        except ssl.SSLCertVerificationError as error:
            print(error.verify_message)


asyncio.run(main())
