# SPDX-License-Identifier: MIT
# needs: rich
from rich.console import Console
from rich.progress import track
from rich.table import Table
from rich.traceback import install

install(width=80)
table = Table('name', 'value')
table.add_row('one', '[bold]1[/]')
Console(width=60).print(table, {'key': [1, 2]}, 'text [red]red[/]')
for _ in track(range(3), console=Console(width=60, file=open('/dev/null', 'w'))):
    pass
Console(width=60, force_terminal=True, color_system='256').print('[green]coloured[/] 1.5')
Console(stderr=True, width=60).rule('rule')
1 / 0
