# SPDX-License-Identifier: MIT
# needs: click
# shell: for words in '--help' 'greet Ada --times 2' 'greet' 'fail' 'ask --nosuch'; do $PYTHON -m click_commands $words; echo "status $?"; done
# shell: echo yes | $PYTHON -m click_commands ask; echo "status $?"; : | $PYTHON -m click_commands ask; echo "status $?"
import click


@click.group()
def main():
    """What it does."""


@main.command()
@click.argument('name')
@click.option('--times', default=1, help='How often.')
def greet(name, times):
    for _ in range(times):
        click.secho(f'hello {name}', fg='green')


@main.command()
def fail():
    raise click.ClickException('it failed')


@main.command()
def ask():
    click.confirm('sure?', abort=True)
    click.echo('then', err=True)


main()
