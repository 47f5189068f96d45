# SPDX-License-Identifier: MIT
"""What a program finds around it: its own __main__, sys.argv, streams, Ctrl-C, threads and exit.

All scripts share one interpreter and one thread. `prepare` makes the shared parts of Python ask
which script is meant; a `World` is what one script sees. `_braid` is the C++ side.
"""

import _thread
import builtins
import importlib.machinery
import io
import os
import site
import sys
import threading  # before what it takes from `_thread` is replaced
import types

import _braid


class World:
    """One script's program and what belongs to it alone."""

    def __init__(self, path, arguments, executable, environment, with_system_packages):
        self.is_importable = _is_importable(path)
        self.path = path if os.path.isabs(path) else \
            os.path.join(os.getcwd(), path.removeprefix('./'))
        self.main = _main_of(self.path)
        sys.argv = [path, *arguments]
        sys.orig_argv = [executable, *sys.orig_argv[1:], *sys.argv]
        sys.executable = executable
        if environment and not sys.flags.no_site:
            _enter(environment, with_system_packages)
        if self.is_importable:
            sys.path.insert(0, os.path.join(os.getcwd(), path))
        elif not sys.flags.safe_path:
            sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
        sys.stdin = sys.__stdin__ = _standard_stream(0)
        sys.stdout = sys.__stdout__ = _standard_stream(1)
        sys.stderr = sys.__stderr__ = _standard_stream(2)

    def summary(self, error):
        """One line that says what went wrong and where: "ValueError: no such page, fetch.py:41"."""
        return _summary(error, self.path)

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


def _is_importable(path):
    """Is it a folder or an archive, whose `__main__` is the program? As python3 asks."""
    for hook in sys.path_hooks:
        try:
            hook(path)
            return True
        except ImportError:
            pass
    return False


def _enter(environment, with_system_packages):
    """What `site` makes of a virtual environment when Python starts there."""
    sys.prefix = sys.exec_prefix = environment
    site.PREFIXES = [environment]
    site.ENABLE_USER_SITE = with_system_packages
    of_system = sys.path[_library_paths:]
    del sys.path[_library_paths:]
    site.addsitedir(os.path.join(environment, 'lib', _version, 'site-packages'))
    if with_system_packages:
        site.PREFIXES.append(sys.base_prefix)
        sys.path += of_system


_version = f'python{sys.version_info.major}.{sys.version_info.minor}'
# How many of sys.path are the library's, and before it PYTHONPATH's: packages come after.
_library_paths = 1 + max((index for index, path in enumerate(sys.path)
                          if path.endswith('/lib-dynload')), default=len(sys.path) - 1)


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

def _standard_stream(number):
    """What Python's own start makes of descriptor 0, 1 or 2 (`create_stdio` in pylifecycle.c)."""
    try:
        os.fstat(number)
    except OSError:
        return None  # closed
    name, mode = _stream_names[number], 'w' if number else 'r'
    binary = io.open(number, mode + 'b', 0 if _unbuffered and number else -1, closefd=False)
    raw = getattr(binary, 'raw', binary)
    raw.name = name
    encoding, errors = _encodings[number]
    lines = number == 2 or raw.isatty() or number == 1 and _braid.line_buffered()
    stream = io.TextIOWrapper(binary, encoding, errors, '\n', lines and not _unbuffered, _unbuffered)
    stream.mode = mode
    return stream


_stream_names = '<stdin>', '<stdout>', '<stderr>'
# As asked for by the environment and the locale.
_encodings = [(stream.encoding, stream.errors) if stream else ('utf-8', 'strict')
              for stream in (sys.stdin, sys.stdout, sys.stderr)]
_unbuffered = sys.stdin is not None and sys.stdin.write_through


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


def prepare():
    """Once, before any script runs."""
    sys.setswitchinterval(0.0005)  # the loop's thread waits this long for a busy thread of Python
    sys.modules['__main__'] = _MainModule('__main__')
    of_user = [site.getusersitepackages()] if site.ENABLE_USER_SITE else []
    for directory in (*sys.path, *site.getsitepackages(), *of_user):
        _braid.share_modules(directory)
    names = ('argv', 'path', 'stdin', 'stdout', 'stderr', '__stdin__', '__stdout__', '__stderr__',
             'excepthook', 'displayhook', 'unraisablehook', 'executable', 'prefix', 'exec_prefix',
             'orig_argv')
    for name in names:
        _braid.per_script(sys.__dict__, name)
    _braid.per_thread(names)
    for name in ('PREFIXES', 'ENABLE_USER_SITE'):
        _braid.per_script(site.__dict__, name)
    for name in ('last_type', 'last_value', 'last_traceback'):
        _braid.per_script(sys.__dict__, name)
