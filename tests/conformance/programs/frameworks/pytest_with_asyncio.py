# SPDX-License-Identifier: MIT
# needs: pytest pytest_asyncio
# shell: cp $FILE test_it.py; $PYTHON -m pytest -q -p no:cacheprovider --asyncio-mode=auto test_it.py; echo "status $?"
import asyncio

import pytest


@pytest.fixture
async def queue():
    queue = asyncio.Queue()
    await queue.put(1)
    yield queue
    await asyncio.sleep(0)


async def test_queue(queue):
    assert await queue.get() == 1


async def test_timeout():
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await asyncio.sleep(5)


async def test_fails():
    assert await asyncio.sleep(0, 1) == 2
