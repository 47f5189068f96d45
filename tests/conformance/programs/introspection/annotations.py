# SPDX-License-Identifier: MIT
import dataclasses
import enum
import typing


@dataclasses.dataclass(order=True, slots=True)
class Item:
    name: str
    tags: list['Item'] = dataclasses.field(default_factory=list, repr=False)


class Colour(enum.Flag):
    RED = enum.auto()
    BLUE = enum.auto()


T = typing.TypeVar('T')


class Box(typing.Generic[T]):
    value: T


value: int = 3
print(Item('a') < Item('b'), Item('x'), typing.get_type_hints(Item)['tags'], __annotations__)
print(Colour.RED | Colour.BLUE, Box[int], T.__module__, typing.NamedTuple('N', [('a', int)])(1))
print(Item.__module__, typing.NewType('Id', int).__module__)
match Item('a'):
    case Item(name='a'):
        print('matched')
