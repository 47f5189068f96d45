# SPDX-License-Identifier: MIT
import asyncio

loop = asyncio.new_event_loop()
print(repr(loop).partition(' ')[2], loop.is_running(), loop.is_closed())
loop.call_soon(loop.stop)
loop.run_forever()
loop.close()
loop.close()
print(repr(loop).partition(' ')[2])
for wrong in (lambda: loop.call_soon(print), lambda: loop.call_later(1, print), loop.run_forever,
              lambda: loop.run_in_executor(None, print), lambda: loop.add_reader(0, print)):
    try:
        print(wrong())
    except RuntimeError as error:
        print(error)
