# SPDX-License-Identifier: MIT
"""Computing and waiting in one program.

`mandelbrot` computes, and lets the others run after every line of the picture by awaiting sleep(0).
Between two such points nothing else of this program runs: make DEPTH larger, and watch how late
the ticks of `clock` get.
"""

import asyncio

COLUMNS, LINES, DEPTH = 72, 24, 12_000
SHADES = " .:-=+*#%@"


def colour(column: int, line: int) -> str:
    c = complex(-2.2 + 3.2 * column / COLUMNS, -1.2 + 2.4 * line / LINES)
    z = 0j
    for step in range(DEPTH):
        z = z * z + c
        if abs(z) > 2:
            return SHADES[step % (len(SHADES) - 1)]
    return SHADES[-1]


async def mandelbrot() -> None:
    for line in range(LINES):
        print("".join(colour(column, line) for column in range(COLUMNS)))
        await asyncio.sleep(0)


async def clock(pause_s: float) -> None:
    loop = asyncio.get_running_loop()
    worst = 0.0
    try:
        while True:
            due = loop.time() + pause_s
            await asyncio.sleep(pause_s)
            worst = max(worst, loop.time() - due)
    finally:
        print(f"the clock was at most {worst * 1000:.0f} ms late")


async def main() -> None:
    ticking = asyncio.create_task(clock(0.05), name="clock")
    await asyncio.create_task(mandelbrot(), name="mandelbrot")
    ticking.cancel()


asyncio.run(main())
