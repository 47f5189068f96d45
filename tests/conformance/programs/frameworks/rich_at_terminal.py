# SPDX-License-Identifier: MIT
# needs: rich
# tty
# env: TERM=xterm-256color
import asyncio

from rich.console import Console

console = Console()
print(console.size, console.is_terminal, console.color_system)


async def main():
    with console.status('working', refresh_per_second=0.001):
        await asyncio.sleep(0.05)
    console.print('[bold magenta]done[/]')


asyncio.run(main())
