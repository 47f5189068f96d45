# SPDX-License-Identifier: MIT
# shell: openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=localhost 2> /dev/null; $PYTHON $FILE
import asyncio
import ssl


async def serve(reader, writer):
    print('server:', await reader.readline())
    writer.write(b'go ahead\n')
    await writer.drain()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain('cert.pem', 'key.pem')
    await writer.start_tls(context)
    writer.write(b'encrypted: ' + await reader.readline())
    await writer.drain()
    writer.close()


async def main():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    async with await asyncio.start_server(serve, '127.0.0.1', 0) as server:
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(b'STARTTLS\n')
        print('client:', await reader.readline())
        await writer.start_tls(context)
        writer.write(b'x' * 50_000 + b'\n')
        print('client:', len(await reader.read()))
        writer.close()


asyncio.run(main())
