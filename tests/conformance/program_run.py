# SPDX-License-Identifier: MIT
"""A small program, how it wants to be run, and what is seen of a run."""

import dataclasses
import fcntl
import importlib.util
import os
import selectors
import shlex
import shutil
import signal
import struct
import subprocess
import termios
import time

PYTHON = '/usr/bin/python3'
LONGEST = 20  # seconds; a program that still runs then hangs


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
