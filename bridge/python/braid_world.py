# SPDX-License-Identifier: MIT
"""What a program finds around it: its own __main__, sys.argv, streams, Ctrl-C, threads and exit.

All scripts share one interpreter and one thread. `prepare` makes the shared parts of Python ask
which script is meant; a `World` is what one script sees. `_braid` is the C++ side.
"""

import _thread
import builtins
import functools
import importlib.machinery
import io
import os
import sys
import threading
import types

import _braid


class World:
    """One script's program and what belongs to it alone."""

    def __init__(self, path, arguments):
        self.path = path if os.path.isabs(path) else \
            os.path.join(os.getcwd(), path.removeprefix('./'))
        self.main = _main_of(self.path)
        directory = os.path.dirname(os.path.realpath(path))
        sys.argv = [path, *arguments]
        sys.path = [directory, *_environment_packages(directory), *sys.path]
        sys.stdin = sys.__stdin__ = _text_stream(_Input(), 'r')
        sys.stdout = sys.__stdout__ = _text_stream(_Output(1), 'w')
        sys.stderr = sys.__stderr__ = _text_stream(_Output(2), 'w', 'backslashreplace')

    def summary(self, error):
        """One line that says what went wrong and where: "ValueError: no such page, fetch.py:41"."""
        return _summary(error, self.path)

    @staticmethod
    def without_our_frames(trace):
        """A traceback without the streams' own frames."""
        entries = []
        while trace is not None:
            if trace.tb_frame.f_globals is not globals():
                entries.append(trace)
            trace = trace.tb_next
        for entry, following in zip(entries, [*entries[1:], None]):
            entry.tb_next = following
        return entries[0] if entries else None

    def cancel(self, task):
        """Cancels a task when its loop's turn comes; False if that loop is closed."""
        try:
            task.get_loop().call_soon_threadsafe(task.cancel)
        except RuntimeError:
            return False
        return True


def living_task(address):
    """The task that is at this address, or None if there is none any more."""
    for task in list(sys.modules['asyncio.tasks']._all_tasks):
        if id(task) == address and not task.done():
            return task


def _environment_packages(directory):
    """The packages of the virtual environment beside a script, or else of the active one."""
    version = f'python{sys.version_info.major}.{sys.version_info.minor}'
    for root in (os.path.join(directory, '.venv'), os.environ.get('VIRTUAL_ENV')):
        packages = root and os.path.join(root, 'lib', version, 'site-packages')
        if packages and os.path.isdir(packages):
            return [packages]
    return []


def _main_of(path):
    """The module of the program at `path`, with the names that python3 gives it."""
    main = types.ModuleType('__main__')
    main.__loader__ = importlib.machinery.SourceFileLoader('__main__', path)
    main.__annotations__ = {}
    main.__builtins__ = builtins
    main.__file__ = path
    main.__cached__ = None
    return main


def _summary(error, path):
    try:
        text = str(error).partition('\n')[0]
    except Exception:
        text = ''
    line, file = None, None
    if isinstance(error, SyntaxError) and error.filename:
        text, file, line = error.msg, error.filename, error.lineno
    directory = os.path.dirname(os.path.abspath(path)) + os.sep
    trace = error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if file is None or os.path.abspath(name).startswith(directory):
            if not isinstance(error, SyntaxError):
                file, line = name, trace.tb_lineno
        trace = trace.tb_next
    words = type(error).__name__ + (f': {text}' if text else '')
    return f'{words}, {os.path.basename(file)}:{line}' if file else words


# -- streams ----------------------------------------------------------------------------------

class _Output(io.RawIOBase):
    """Goes to whichever script the calling thread belongs to."""

    def __init__(self, descriptor):
        self._descriptor = descriptor

    def write(self, data):
        if self.closed:
            raise ValueError('write to closed file')
        with memoryview(data).cast('B') as view:
            _braid.write(self._descriptor, view)
            return len(view)

    def fileno(self):
        return self._descriptor

    def writable(self):
        return True


class _Input(io.RawIOBase):
    """Lines that somebody types, or that `braid run` is given."""

    def readinto(self, buffer):
        data = _braid.read(len(buffer))
        buffer[:len(data)] = data
        return len(data)

    def fileno(self):
        return _braid.input_descriptor()

    def readable(self):
        return True


def _text_stream(raw, mode, errors='strict'):
    if mode == 'r':
        stream = io.TextIOWrapper(io.BufferedReader(raw), encoding='utf-8', errors=errors)
        stream.mode = mode
        return stream
    stream = io.TextIOWrapper(raw, encoding='utf-8', errors=errors, newline='\n',
                              line_buffering=True, write_through=True)
    stream.mode = mode
    return stream


# -- what is shared and asks which script is meant -----------------------------------------------

class _MainModule(types.ModuleType):
    """sys.modules['__main__'] for all: pickle and others look there from any thread."""

    def __getattribute__(self, name):
        return getattr(_main_module(), name)

    def __setattr__(self, name, value):
        setattr(_main_module(), name, value)

    def __delattr__(self, name):
        delattr(_main_module(), name)

    def __dir__(self):
        return dir(_main_module())


_host_main = sys.modules['__main__']


def _main_module():
    world = _braid.current_world()
    return _host_main if world is None else world.main


def _in_script(original):
    """Decorates what replaces `original`: outside of scripts that is still called."""
    def decorate(replacement):
        @functools.wraps(original)
        def dispatch(*args, **kwargs):
            world = _braid.current_world()
            if world is None:
                return original(*args, **kwargs)
            return replacement(world, *args, **kwargs)
        return dispatch
    return decorate




def prepare():
    """Once, before any script runs."""
    sys.setswitchinterval(0.0005)  # the loop's thread waits this long for a busy thread of Python
    sys.modules['__main__'] = _MainModule('__main__')
    sys.stdout, sys.stderr = (_text_stream(_Output(n), 'w', 'backslashreplace') for n in (1, 2))
    names = ('argv', 'path', 'stdin', 'stdout', 'stderr', '__stdin__', '__stdout__', '__stderr__',
             'excepthook', 'displayhook', 'unraisablehook')
    for name in names:
        _braid.per_script(sys.__dict__, name)
    _braid.per_thread(names)
    for name in ('last_type', 'last_value', 'last_traceback'):
        _braid.per_script(sys.__dict__, name)
