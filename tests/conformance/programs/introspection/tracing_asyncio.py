# SPDX-License-Identifier: MIT
import asyncio
import sys

lines = []


def trace(frame, event, argument):
    if frame.f_code.co_filename == __file__:
        lines.append((frame.f_code.co_name, event, frame.f_lineno))
        return trace


async def work():
    await asyncio.sleep(0)
    return 1


async def main():
    await asyncio.gather(work(), work())


sys.settrace(trace)
asyncio.run(main())
sys.settrace(None)
print(*lines, sep='\n')
