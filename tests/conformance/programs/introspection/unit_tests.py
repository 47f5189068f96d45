# SPDX-License-Identifier: MIT
import asyncio
import sys
import unittest


class TestSomething(unittest.TestCase):
    def test_right(self):
        self.assertEqual(1 + 1, 2)

    def test_wrong(self):
        with self.subTest('part'):
            self.assertEqual({'a': 1}, {'a': 2})

    @unittest.skip('for a reason')
    def test_skipped(self):
        pass

    def test_error(self):
        raise ValueError('in a test')


class TestAsync(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self):
        await asyncio.sleep(0)

    async def test_async(self):
        self.assertEqual(await asyncio.sleep(0.01, 'result'), 'result')
        self.addAsyncCleanup(asyncio.sleep, 0)


unittest.main(verbosity=2)
