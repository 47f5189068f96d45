# SPDX-License-Identifier: MIT
# shell: mkdir tests; cp $FILE tests/test_it.py; touch tests/__init__.py; $PYTHON -m unittest discover; echo "status $?"
# shell: $PYTHON -m unittest -v tests.test_it.Test.test_one tests.nosuch; echo "status $?"
import unittest


class Test(unittest.TestCase):
    def test_one(self):
        print('one', __name__)

    def test_two(self):
        self.fail('two')
