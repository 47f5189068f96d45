#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Small programs, run by `python3` and by `braid run`: all that can be seen must be equal.

    tests/conformance/programs.py [--braid BUILD/braid] [--together] [THEME | THEME/NAME]...

Compared are the bytes on stdout and stderr (addresses, times and the like apart), the exit status
or the signal that ended it, the duration, and whether somebody is left who holds the streams. Each
run has a fresh directory of its own with a copy of the program, under the same name for both.

Alone, a program is all that `braid run` runs. Together, it is one of five, and each one's lines are
compared; only those that programs/together.txt names take part, with --find all that could.

The comments that a program begins with may tell how to run it:

    # shell: seq 3 | $PYTHON $FILE          instead of `$PYTHON $FILE`; several lines are one script
    # args: one two                         what follows the program
    # env: PYTHONUTF8=1 TERM=dumb
    # stdin: one\\ntwo\\n                     in place of /dev/null, through a pipe
    # signal: TERM after 'ready'            to the process, once stdout says so
    # type: yes\\n after 'sure? '            written to stdin then
    # tty                                   in a terminal, which is all three streams
    # needs: aiohttp                        modules without which it is skipped
    # alone: reads its own /proc/self/fd    why it cannot be one of several
    # more: braid: 'x' is not installed     a line on stderr that only Braid writes
    # differs: asyncio's own frames lack    why it is not equal today: told, and no failure
"""

import argparse
import concurrent.futures
import dataclasses
import difflib
import functools
import pathlib
import re
import signal
import sys
import tempfile
import time

sys.dont_write_bytecode = True
from program_run import Program, run

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = HERE / 'programs'
TOGETHER = 5

# What may differ between two runs of the same program.
VARYING = [
    (rb'0x[0-9a-f]{6,}', b'0xADDRESS'),
    (rb'\b(pid|parent|process|Process|thread|Thread)([ =:]+)\d{2,}', rb'\1\2NUMBER'),
    (rb'\b\d+\.\d{2,}( ?s\b| ?ms\b| sec)', rb'TIME\1'),
    (rb'\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d+', b'DATE'),
    (rb'\bwhen=\d+\.\d+', b'when=TIME'),
    (rb'\btmp[a-z0-9_]{8}\b', b'TEMPORARY'),
    (rb"(127\.0\.0\.1(?::|', ))\d{4,}", rb'\1PORT'),
]


def normalised(data):
    for pattern, replacement in VARYING:
        data = re.sub(pattern, replacement, data)
    return data.decode(errors='backslashreplace').splitlines(keepends=True)


def diff(what, expected, got):
    if expected == got:
        return
    lines = [line.rstrip('\n') for line in difflib.unified_diff(expected, got, n=1)]
    yield f'{what} (- python3, + braid):'
    yield from ('  ' + line for line in lines[2:40])


def ending(result):
    if result.hung:
        return f'hangs (killed after {result.seconds:.0f} s)'
    if result.status < 0:
        return f'ended by {signal.Signals(-result.status).name}'
    return f'exit status {result.status}'


def differences(expected, got, more=()):
    yield from diff('stdout', normalised(expected.out), normalised(got.out))
    err = normalised(got.err)
    for line in more:
        if (found := next((each for each in err if each.startswith(line)), None)) is not None:
            err.remove(found)
        else:
            yield f'stderr lacks the line {line!r}'
    yield from diff('stderr', normalised(expected.err), err)
    if expected.hung:
        yield 'python3 hangs'
    if ending(expected) != ending(got):
        yield f'{ending(got)}, not {ending(expected)}'
    if expected.left != got.left:
        yield ('somebody still holds the streams' if got.left else
               'nobody holds the streams any more, as they should')


def too_long(expected, got):
    return got.seconds > 1.5 * expected.seconds + 0.5


def compare_alone(braid, program, directory):
    """Yields what differs."""
    place = directory / program.path.stem
    for attempt in range(3):
        expected = run(program.command(None), place, [program], program)
        got = run(program.command(braid), place, [program], program)
        found = list(differences(expected, got, program.more))
        # Others use the machine, too.
        if found or not too_long(expected, got):
            break
    else:
        found = [f'takes {got.seconds:.2f} s, not {expected.seconds:.2f} s']
    return found


def lines_of(program, data):
    """Those of one of several, and the rest."""
    prefix = f'[{program.path.name}] '.encode()
    lines = re.findall(rb'[^\n]*\n|[^\n]+$', data)
    return b''.join(line[len(prefix):] for line in lines if line.startswith(prefix))


def ending_with_newline(data):
    return data + b'\n' if data and not data.endswith(b'\n') else data


def compare_together(programs, braid, directory):
    """Returns what differs for each of the programs, and for all of them."""
    place = directory / programs[0].path.stem
    expected = [run(each.command(None), place, programs, each) for each in programs]
    longest = sum(each.seconds for each in expected) + 10
    got = run([braid, 'run', *(each.path.name for each in programs)], place, programs,
              limit=longest)
    found = {}
    for program, result in zip(programs, expected):
        own = dataclasses.replace(
            result, out=lines_of(program, got.out), err=lines_of(program, got.err))
        result.out = ending_with_newline(result.out)
        result.err = ending_with_newline(result.err)
        found[program.name] = list(differences(result, own, program.more))
    every = []
    prefixes = tuple(f'[{each.path.name}] '.encode() for each in programs)
    for stream, data in ('stdout', got.out), ('stderr', got.err):
        nobodys = [line for line in data.split(b'\n') if line and not line.startswith(prefixes)]
        if nobodys:
            every.append(f'{stream} has lines of nobody: {nobodys[:5]}')
    status = next((each.status for each in expected if each.status), 0)
    if got.hung or got.status != status:
        every.append(f'{ending(got)}, not exit status {status}')
    if got.left:
        every.append('somebody still holds the streams')
    if too_long(dataclasses.replace(expected[0], seconds=longest - 10), got):
        every.append(f'takes {got.seconds:.2f} s, and {longest - 10:.2f} s one after the other')
    if every:
        found['together: ' + ' '.join(each.name for each in programs)] = every
    return found


def show(program, directory):
    result = run(program.command(None), directory / program.path.stem, [program], program)
    return [f'{ending(result)} after {result.seconds:.2f} s{", streams held" * result.left}',
            *(f'{line!r}' for line in normalised(result.out)[:60]), 'stderr:',
            *(f'{line!r}' for line in normalised(result.err)[:60])]


def named_together():
    lines = (PROGRAMS / 'together.txt').read_text().splitlines()
    return {line for line in lines if line and not line.startswith('#')}


def selected(names):
    programs = [Program(path) for path in sorted(PROGRAMS.glob('*/*.py'))]
    for name in names:
        if not any(name in (each.theme, each.name) for each in programs):
            sys.exit(f'no such theme or program: {name}')
    return [each for each in programs if not names or each.theme in names or each.name in names]


def together_groups(programs, find):
    """Fives of different themes; or each that could be together, with four that can."""
    programs = [each for each in programs if each.may_be_together()]
    named = named_together()
    if find:
        companions = [Program(PROGRAMS / f'{name}.py') for name in sorted(named)[:TOGETHER]]
        return [[each, *(other for other in companions if other.name != each.name)][:TOGETHER]
                for each in programs]
    programs = [each for each in programs if each.name in named]
    count = -(-len(programs) // TOGETHER)
    return [programs[at::count] for at in range(count)]


def results(programs, options, pool, directory):
    """Yields names and what differs."""
    braid = str(options.braid.resolve())
    if options.together:
        groups = together_groups(programs, options.find)
        jobs = [pool.submit(compare_together, group, braid, directory) for group in groups]
    else:
        groups = [[each] for each in programs]
        look = show if options.show else functools.partial(compare_alone, braid)
        jobs = [pool.submit(look, each, directory) for each in programs]
    groups = dict(zip(jobs, groups))
    for job in concurrent.futures.as_completed(jobs):
        first = groups[job][0].name
        if not options.together:
            yield first, job.result()
        elif options.find:
            yield first, [line for found in job.result().values() for line in found]
        else:
            yield from job.result().items()


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--braid', default=HERE.parent.parent / 'build/release/braid',
                        type=pathlib.Path, help='the program to test')
    parser.add_argument('--together', action='store_true', help='five at a time')
    parser.add_argument('--find', action='store_true',
                        help='with --together: each that could, with four that are known to work')
    parser.add_argument('--jobs', type=int, default=2, help='how many at the same time')
    parser.add_argument('--show', action='store_true', help='what python3 does, and no comparison')
    parser.add_argument('names', nargs='*', metavar='NAME', help='a theme, or theme/program')
    options = parser.parse_args()
    programs = selected(options.names)
    lacking = [each for each in programs if each.missing()]
    programs = [each for each in programs if each not in lacking]

    begin = time.monotonic()
    different = 0
    known = {each.name: each.differs for each in programs if each.differs}
    names = set()
    with tempfile.TemporaryDirectory(prefix='braid-programs-') as directory, \
            concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name, found in results(programs, options, pool, pathlib.Path(directory)):
            names.add(name)
            if name in known:
                print(f'{name}: differs as it is known to ({known[name]})' if found else
                      f'{name}: differs no more; take away its `# differs:`', flush=True)
            elif found:
                different += 1
                print(f'{name}:', *found, sep='\n  ', flush=True)
    for each in lacking:
        print(f'skipped: {each.name} (no module {", ".join(each.missing())})')
    print(f'{len(names)} programs in {time.monotonic() - begin:.0f} s, '
          f'{different or "nothing"} different')
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())
