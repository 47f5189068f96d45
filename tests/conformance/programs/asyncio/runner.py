# SPDX-License-Identifier: MIT
import asyncio
import contextvars

variable = contextvars.ContextVar('variable', default='unset')


async def set_it(value):
    variable.set(value)
    return id(asyncio.get_running_loop())


async def get_it():
    return variable.get(), id(asyncio.get_running_loop())


with asyncio.Runner() as runner:
    loop = runner.run(set_it('first'))
    print(runner.run(get_it()) == ('first', loop), runner.get_loop().is_running())
    print(runner.run(get_it(), context=contextvars.Context())[0])
print(variable.get())
try:
    runner.run(get_it())
except RuntimeError as error:
    print(error)
with asyncio.Runner(debug=True, loop_factory=asyncio.new_event_loop) as runner:
    print(runner.get_loop().get_debug())
