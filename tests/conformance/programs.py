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
import fcntl
import functools
import importlib.util
import os
import pathlib
import re
import selectors
import shlex
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = HERE / 'programs'
PYTHON = '/usr/bin/python3'
TOGETHER = 5
LONGEST = 20  # seconds; a program that still runs then hangs

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


class Program:
    """A file and how it wants to be run."""

    KEYS = 'shell args env stdin signal type tty needs alone more differs'.split()

    def __init__(self, path):
        self.path = path
        self.theme = path.parent.name
        self.name = f'{self.theme}/{path.stem}'
        said = {key: [] for key in self.KEYS}
        self.events = []  # ('signal' or 'type', what, after which text on stdout)
        for line in path.read_bytes().decode('latin-1').splitlines():
            if not line.startswith('#'):
                break
            key, colon, value = line[1:].strip().partition(':')
            if key not in said or not (colon or key == 'tty'):
                continue
            value = value.removeprefix(' ').rstrip()
            said[key].append(value)
            if key in ('signal', 'type'):
                what, _, after = value.rpartition(' after ')
                self.events.append((key, unescaped(what), unescaped(after.strip()[1:-1])))
        self.shell = '\n'.join(said['shell'])
        self.args = shlex.split(' '.join(said['args']))
        self.env = dict(word.split('=', 1) for word in ' '.join(said['env']).split())
        self.stdin = unescaped(said['stdin'][0]) if said['stdin'] else None
        self.tty = bool(said['tty'])
        self.needs = ' '.join(said['needs']).replace(',', ' ').split()
        self.alone = ' '.join(said['alone'])
        self.more = said['more']
        self.differs = ' '.join(said['differs'])

    def missing(self):
        return [module for module in self.needs if importlib.util.find_spec(module) is None]

    def may_be_together(self):
        return not (self.alone or self.shell or self.args or self.env or self.events or self.tty
                    or self.stdin is not None)

    def command(self, braid):
        """With `braid` None: that of python3."""
        python = [PYTHON] if braid is None else [braid, 'run']
        if self.shell:
            script = f'PYTHON={" ".join(python)!r} FILE={self.path.name}\n{self.shell}'
            return ['bash', '-c', script]
        between = ['--'] if braid and self.args else []
        return [*python, self.path.name, *between, *self.args]


def unescaped(text):
    return text.encode('latin-1').decode('unicode_escape').encode('latin-1')


@dataclasses.dataclass
class Result:
    out: bytes
    err: bytes
    status: int  # below zero: the signal
    seconds: float
    left: bool  # somebody still holds a stream
    hung: bool


def environment(home, extra):
    kept = {name: value for name, value in os.environ.items() if name.endswith('SAN_OPTIONS')}
    return kept | {'PATH': '/usr/local/bin:/usr/bin:/bin', 'HOME': str(home), 'LANG': 'C.UTF-8',
                   'TERM': 'xterm'} | extra


class Execution:
    """One process, watched until it has ended and nobody holds its streams."""

    def __init__(self, command, directory, program=None):
        self.events = list(program.events) if program else []
        self.said = {'out': bytearray(), 'err': bytearray()}
        self.selector = selectors.DefaultSelector()
        self.typed = None  # where to write what is typed
        self.seen = 0  # of stdout, by the events so far
        started = dict(cwd=directory, env=environment(directory, program.env if program else {}))
        self.begin = time.monotonic()
        if program and program.tty:
            master, slave = os.openpty()
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 80, 0, 0))
            self.process = subprocess.Popen(['setsid', '-c', *command], stdin=slave, stdout=slave,
                                            stderr=slave, **started)
            os.close(slave)
            self.typed = master
            self.selector.register(master, selectors.EVENT_READ, 'out')
        else:
            self.process = self.with_pipes(command, program, started)
        self.pid_descriptor = os.pidfd_open(self.process.pid)
        self.selector.register(self.pid_descriptor, selectors.EVENT_READ, 'end')

    def with_pipes(self, command, program, started):
        stdin = subprocess.DEVNULL
        if program and (program.stdin is not None or any(kind == 'type' for kind, *_ in self.events)):
            stdin, self.typed = os.pipe()
        process = subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, start_new_session=True, **started)
        self.selector.register(process.stdout, selectors.EVENT_READ, 'out')
        self.selector.register(process.stderr, selectors.EVENT_READ, 'err')
        if self.typed is not None:
            os.close(stdin)
            self.type(program.stdin or b'')
            self.close_stdin_if_done()
        return process

    def type(self, text):
        try:
            os.write(self.typed, text)
        except BrokenPipeError:
            pass

    def close_stdin_if_done(self):
        if self.typed is not None and self.process_has_pipes() and \
                not any(kind == 'type' for kind, *_ in self.events):
            os.close(self.typed)
            self.typed = None

    def process_has_pipes(self):
        return self.typed not in self.selector.get_map()

    def happen(self):
        """The next events, if stdout has said what they wait for."""
        while self.events:
            kind, what, after = self.events[0]
            at = self.said['out'].find(after, self.seen)
            if at < 0:
                return
            self.seen = at + len(after)
            del self.events[0]
            self.wait_until_it_waits()
            if kind == 'type':
                self.type(what)
                self.close_stdin_if_done()
            else:
                self.process.send_signal(getattr(signal, 'SIG' + what.decode()))

    def wait_until_it_waits(self):
        """What it has said is the last thing before; a program that computes is not waited for."""
        until = time.monotonic() + 0.2
        while time.monotonic() < until:
            time.sleep(0.002)
            with open(f'/proc/{self.process.pid}/stat') as stat:
                if stat.read().rpartition(')')[2].split()[0] == 'S':
                    return

    def read(self, key):
        try:
            data = os.read(key.fd, 1 << 16)
        except OSError:  # EIO: nobody has the terminal any more
            data = b''
        self.said[key.data] += data
        if not data:
            self.selector.unregister(key.fileobj)
        elif key.data == 'out':
            self.happen()

    def result(self, limit):
        ended = None
        hung = False
        while any(key.data != 'end' for key in self.selector.get_map().values()) or ended is None:
            now = time.monotonic()
            until = self.begin + limit if ended is None else ended + 1
            if now >= until:
                hung = ended is None
                break
            for key, _ in self.selector.select(until - now):
                if key.data != 'end':
                    self.read(key)
                else:
                    ended = time.monotonic()
                    self.selector.unregister(key.fd)
        left = not hung and any(key.data != 'end' for key in self.selector.get_map().values())
        if left or hung:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        status = self.process.wait()
        self.close()
        return Result(bytes(self.said['out']), bytes(self.said['err']), status,
                      (ended or time.monotonic()) - self.begin, left, hung)

    def close(self):
        os.close(self.pid_descriptor)
        self.selector.close()
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        if self.typed is not None:
            os.close(self.typed)


def run(command, directory, programs, program=None, limit=LONGEST):
    """In `directory`, made anew with a copy of each of the programs."""
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    for each in programs:
        shutil.copy(each.path, directory)
    try:
        return Execution(command, directory, program).result(limit)
    finally:
        shutil.rmtree(directory, ignore_errors=True)


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
        found[program.name] = list(differences(result, own))
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
