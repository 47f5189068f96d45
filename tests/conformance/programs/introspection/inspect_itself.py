# SPDX-License-Identifier: MIT
import inspect
import sys


class Example:
    """Its docstring."""

    async def method(self, one, /, two: int = 2, *rest, key=None) -> str:
        return await self.method(1)


print(inspect.signature(Example.method), inspect.getdoc(Example), inspect.getsourcelines(Example)[1])
print(inspect.getsource(Example.method))
print(inspect.getmodule(Example).__name__, inspect.getfile(Example) == __file__)
coroutine = Example().method(1)
print(inspect.getcoroutinestate(coroutine), inspect.iscoroutinefunction(Example.method))
coroutine.close()
print(inspect.currentframe().f_code.co_name, inspect.stack()[-1].function, len(inspect.stack()))
print(inspect.getframeinfo(sys._getframe()).lineno, Example.__module__, Example.__qualname__)
