# SPDX-License-Identifier: MIT
# needs: trio
# signal: INT after 'ready'
import trio


async def main():
    try:
        print('ready', flush=True)
        await trio.sleep(10)
    except trio.Cancelled:
        print('cancelled')
        raise
    finally:
        print('cleaned up')


try:
    trio.run(main)
except KeyboardInterrupt as error:
    print(repr(error))
