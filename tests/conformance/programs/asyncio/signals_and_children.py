# SPDX-License-Identifier: MIT
import asyncio
import os
import signal


async def main():
    loop = asyncio.get_running_loop()
    seen = asyncio.Queue()
    loop.add_signal_handler(signal.SIGCHLD, seen.put_nowait, 'child')
    loop.add_signal_handler(signal.SIGUSR1, seen.put_nowait, 'user')
    os.kill(os.getpid(), signal.SIGUSR1)
    print(await seen.get())
    pid = os.fork()
    if pid == 0:
        os._exit(4)
    print(await seen.get(), os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


asyncio.run(main())
