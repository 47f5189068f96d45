# SPDX-License-Identifier: MIT
# needs: hypothesis
from hypothesis import given, seed, settings, strategies


@seed(1)
@settings(database=None, max_examples=20, deadline=None)
@given(strategies.lists(strategies.integers()))
def test(values):
    assert sum(values) < 100


try:
    test()
except AssertionError:
    print('found one')
