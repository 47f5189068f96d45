# SPDX-License-Identifier: MIT
# needs: pytest
# shell: cp $FILE test_it.py; $PYTHON -m pytest -q -p no:cacheprovider test_it.py; echo "status $?"; $PYTHON -m pytest -q -p no:cacheprovider -x -k fixture -v test_it.py -s | grep -v ^platform; echo "status $?"
import sys

import pytest


@pytest.fixture
def resource():
    print('set up')
    yield 5
    print('torn down')


def test_fixture(resource, tmp_path):
    assert resource == 5
    assert tmp_path.exists()


@pytest.mark.parametrize('number', [1, 2])
def test_fails(number):
    print('printed', file=sys.stderr)
    assert number == 1


def test_captured(capfd):
    import os
    os.system('echo from a child')
    assert capfd.readouterr().out == 'from a child\n'
