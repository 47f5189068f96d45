# SPDX-License-Identifier: MIT
"""What a program finds around it: its own __main__, sys.argv, streams, Ctrl-C, threads and exit.

All scripts share one interpreter and one thread. `prepare` makes the shared parts of Python ask
which script is meant; a `World` is what one script sees. `_braid` is the C++ side.
"""

import _thread
import atexit
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

    def __init__(self, run, path, arguments):
        self.run_handle = run
        self.path = path
        self.main = types.ModuleType('__main__')
        self.exit_functions = []
        self.threads = set()
        directory = os.path.dirname(os.path.abspath(path))
        sys.argv = [path, *arguments]
        sys.path = [directory, *_environment_packages(directory), *sys.path]
        sys.stdin = sys.__stdin__ = _text_stream(_Input(), 'r')
        sys.stdout = sys.__stdout__ = _text_stream(_Output(1), 'w')
        sys.stderr = sys.__stderr__ = _text_stream(_Output(2), 'w', 'backslashreplace')

    def run(self):
        """Runs the program; returns its exit status, whether Ctrl-C ended it, and its failure."""
        status, cancelled, failure = self._outcome_of(self._execute)
        # What a Python process does at its end.
        for step in (self._join_threads, self._call_exit_functions, self._flush):
            late_status, late_cancelled, late_failure = self._outcome_of(step)
            if late_status and not status:
                status, cancelled, failure = late_status, late_cancelled, late_failure
        if not self._own_threads():
            # Files it left open are closed with its names, as at the end of a process.
            self.main.__dict__.clear()
        # Exceptions may keep this object for a while yet, but the run is over.
        self.run_handle = None
        return status, cancelled, failure

    def _execute(self):
        try:
            with open(self.path, 'rb') as file:
                source = file.read()
        except OSError as error:
            raise _NoProgram(2, f"can't open file {self.path!r}: {error.strerror}") from None
        main = self.main
        main.__file__ = self.path
        main.__builtins__ = builtins
        main.__cached__ = None
        main.__annotations__ = {}
        main.__loader__ = importlib.machinery.SourceFileLoader('__main__', self.path)
        try:
            code = compile(source, self.path, 'exec', dont_inherit=True)
        except ValueError as error:  # null bytes
            raise _NoProgram(1, f'{self.path!r} is not a Python program: {error}') from None
        del source
        exec(code, main.__dict__)

    def _outcome_of(self, step):
        try:
            step()
        except _NoProgram as error:
            status, failure = error.args
            print('python3:', failure, file=sys.stderr)
            return status, False, failure
        except SystemExit as error:
            return self._exit(error.code)
        except BaseException as error:
            error.__traceback__ = _without_our_frames(error.__traceback__)
            self._show(error)
            if isinstance(error, KeyboardInterrupt):
                return 130, True, ''
            return 1, False, _summary(error, self.path)
        return 0, False, ''

    def _exit(self, code):
        if code is None:
            return 0, False, ''
        if isinstance(code, int):
            status = code & 0xff if abs(code) < 2**63 else 255
            return status, status == 130, f'exit status {status}' if status else ''
        try:
            print(code, file=sys.stderr)
        except Exception:
            pass
        return 1, False, str(code)

    def _show(self, error):
        try:
            sys.excepthook(type(error), error, error.__traceback__)
        except BaseException as error_in_hook:
            sys.__excepthook__(type(error_in_hook), error_in_hook, error_in_hook.__traceback__)
            sys.__excepthook__(type(error), error, error.__traceback__)

    def _own_threads(self):
        return [thread for thread in threading.enumerate() if thread.ident in self.threads]

    def _join_threads(self):
        """Waits for the threads that the program has left running, daemons aside."""
        _shut_down_executors(self.threads)
        while any(not thread.daemon for thread in self._own_threads()):
            _braid.wait()

    def _call_exit_functions(self):
        while self.exit_functions:
            function = self.exit_functions.pop()
            try:
                function()
            except SystemExit:
                raise
            except BaseException as error:
                print(f'Exception ignored in atexit callback: {function.func!r}', file=sys.stderr)
                self._show(error)

    def _flush(self):
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not getattr(stream, 'closed', False):
                stream.flush()

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


class _NoProgram(Exception):
    """There is nothing to run: the exit status, and why."""


def _without_our_frames(trace):
    entries = []
    while trace is not None:
        if trace.tb_frame.f_globals is not globals():
            entries.append(trace)
        trace = trace.tb_next
    for entry, following in zip(entries, [*entries[1:], None]):
        entry.tb_next = following
    return entries[0] if entries else None


def _summary(error, path):
    """One line that says what went wrong and where: "ValueError: no such page, fetch.py:41"."""
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


@_in_script(atexit.register)
def _register(world, func, /, *args, **kwargs):
    if not _called_by(world):
        return _real_register(func, *args, **kwargs)
    world.exit_functions.append(functools.partial(func, *args, **kwargs))
    return func


@_in_script(atexit.unregister)
def _unregister(world, func, /):
    world.exit_functions = [f for f in world.exit_functions if f.func != func]
    return _real_unregister(func)


def _called_by(world):
    """Is it code of the script itself that calls our caller, not a module that others share?"""
    name = sys._getframe(3).f_globals.get('__file__') or ''
    directory = os.path.dirname(os.path.abspath(world.path)) + os.sep
    return os.path.abspath(name).startswith(directory)


@_in_script(_thread.start_new_thread)
def _start_new_thread(world, function, args, kwargs={}, /):
    if not callable(function) or not isinstance(args, tuple) or not isinstance(kwargs, dict):
        return _real_start_new_thread(function, args, kwargs)

    run_handle = world.run_handle
    executors = sys.modules.get('concurrent.futures.thread')
    if executors is not None and _is_library(executors):
        _braid.record_jobs(executors._WorkItem)

    def run():
        ident = _thread.get_ident()
        world.threads.add(ident)
        _braid.adopt_thread(run_handle)
        try:
            function(*args, **kwargs)
        finally:
            world.threads.discard(ident)
            _braid.adopt_thread(None)
            _braid.wake(run_handle)

    return _real_start_new_thread(run, ())


def _shut_down_executors(threads):
    """Lets the idle workers of forgotten thread pools end, as a Python process does at its end."""
    module = sys.modules.get('concurrent.futures.thread')
    if module is None:
        return
    queues = [work_queue for thread, work_queue in list(module._threads_queues.items())
              if thread.ident in threads]
    if not queues:
        return
    import gc
    for pool in gc.get_objects():
        if isinstance(pool, module.ThreadPoolExecutor) and \
                any(pool._work_queue is work_queue for work_queue in queues):
            pool.shutdown(wait=False)
    for work_queue in queues:
        work_queue.put(None)


_real_register, _real_unregister = atexit.register, atexit.unregister
_real_start_new_thread = _thread.start_new_thread


def prepare():
    """Once, before any script runs."""
    sys.setswitchinterval(0.0005)  # the loop's thread waits this long for a busy thread of Python
    sys.modules['__main__'] = _MainModule('__main__')
    atexit.register, atexit.unregister = _register, _unregister
    _thread.start_new_thread = _thread.start_new = _start_new_thread
    threading._start_new_thread = _start_new_thread
    sys.stdout, sys.stderr = (_text_stream(_Output(n), 'w', 'backslashreplace') for n in (1, 2))
    names = ('argv', 'path', 'stdin', 'stdout', 'stderr', '__stdin__', '__stdout__', '__stderr__',
             'excepthook', 'displayhook', 'unraisablehook')
    for name in names:
        _braid.per_script(sys.__dict__, name)
    _braid.per_thread(names)
    _braid.per_script(threading.__dict__, 'excepthook')
    _braid.after_import('asyncio.unix_events', _share_asyncio)
    _braid.after_import('logging', _share_logging)


def _is_library(module):
    """Is it the one that all scripts share, and not one of that name beside a script?"""
    return (getattr(module, '__file__', None) or '').startswith(os.path.dirname(os.__file__) + os.sep)


def _share_asyncio():
    if not _is_library(sys.modules['asyncio.unix_events']):
        return False
    _braid.prepare_asyncio()
    _braid.per_script(sys.modules['asyncio.events'].__dict__, '_event_loop_policy')
    return True


def _share_logging():
    logging = sys.modules['logging']
    if not _is_library(logging):
        return False
    for name in ('handlers', 'filters', 'disabled'):
        _braid.per_script(logging.root.__dict__, name)
    # Loggers remember whether their root's level lets them speak.
    _braid.per_script(logging.root.__dict__, 'level', logging.root.manager._clear_cache)
    return True
