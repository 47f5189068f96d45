# SPDX-License-Identifier: MIT
class Custom(Exception):
    """With notes and a cause."""


def inner(values):
    return values['missing']


def outer():
    try:
        inner({})
    except KeyError as error:
        problem = Custom('outer', 2)
        problem.add_note('a note\nof two lines')
        raise problem from error


outer()
