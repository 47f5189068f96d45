# SPDX-License-Identifier: MIT
from __future__ import annotations


def function(argument: nosuch) -> nothing:
    return function.__annotations__


print(function(1))
