# SPDX-License-Identifier: MIT
# needs: uvicorn starlette
# shell: exec $PYTHON -m uvicorn --port 0 --log-level warning --factory uvicorn_stopped:make
# signal: TERM after 'started'
import asyncio
import functools

from starlette.applications import Starlette


async def started():
    asyncio.get_running_loop().call_later(0.2, functools.partial(print, 'started', flush=True))


def make():
    return Starlette(on_startup=[started], on_shutdown=[lambda: print('shut down')])
