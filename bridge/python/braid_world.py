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
import signal
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
        self.sigint = signal.default_int_handler
        self.exit_functions = []
        self.threads = set()
        directory = os.path.dirname(os.path.abspath(path))
        sys.argv = [path, *arguments]
        sys.path = [directory, *_environment_packages(directory), *sys.path]
        sys.stdin = sys.__stdin__ = _standard_stream(0)
        sys.stdout = sys.__stdout__ = _standard_stream(1)
        sys.stderr = sys.__stderr__ = _standard_stream(2)
        _braid.standard_streams(sys.stdin, sys.stdout, sys.stderr)

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


def _is_main_thread():
    return _thread.get_ident() == threading.main_thread().ident


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


@_in_script(signal.signal)
def _signal(world, signalnum, handler):
    if signalnum != signal.SIGINT or not _is_main_thread() or not _braid.on_loop():
        return _real_signal(signalnum, handler)
    if not callable(handler) and handler not in (signal.SIG_DFL, signal.SIG_IGN):
        raise TypeError('signal handler must be signal.SIG_IGN, signal.SIG_DFL, '
                        'or a callable object')
    previous, world.sigint = world.sigint, handler
    return previous


@_in_script(signal.getsignal)
def _getsignal(world, signalnum):
    return world.sigint if signalnum == signal.SIGINT else _real_getsignal(signalnum)


@_in_script(signal.set_wakeup_fd)
def _set_wakeup_fd(world, fd, /, *, warn_on_full_buffer=True):
    if not _is_main_thread() or not _braid.on_loop():
        return _real_set_wakeup_fd(fd, warn_on_full_buffer=warn_on_full_buffer)
    if fd != -1 and os.get_blocking(fd):
        raise ValueError(f'the fd {fd} must be in non-blocking mode')
    return _braid.set_wakeup_descriptor(fd)


@_in_script(os.kill)
def _kill(world, pid, sig, /):
    if pid != os.getpid() or sig != signal.SIGINT or _braid.forked():
        return _real_kill(pid, sig)
    _braid.interrupt(world.run_handle)


@_in_script(signal.raise_signal)
def _raise_signal(world, signalnum, /):
    return _kill(os.getpid(), signalnum)


@_in_script(_thread.interrupt_main)
def _interrupt_main(world, signum=signal.SIGINT, /):
    if signum != signal.SIGINT or _braid.forked():
        return _real_interrupt_main(signum)
    _braid.interrupt(world.run_handle)


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


_real_signal, _real_getsignal = signal.signal, signal.getsignal
_real_set_wakeup_fd, _real_kill = signal.set_wakeup_fd, os.kill
_real_interrupt_main = _thread.interrupt_main
_real_register, _real_unregister = atexit.register, atexit.unregister
_real_start_new_thread = _thread.start_new_thread


def prepare():
    """Once, before any script runs."""
    sys.setswitchinterval(0.0005)  # the loop's thread waits this long for a busy thread of Python
    sys.modules['__main__'] = _MainModule('__main__')
    signal.signal, signal.getsignal = _signal, _getsignal
    signal.set_wakeup_fd, signal.raise_signal, os.kill = _set_wakeup_fd, _raise_signal, _kill
    _thread.interrupt_main = _interrupt_main
    atexit.register, atexit.unregister = _register, _unregister
    _thread.start_new_thread = _thread.start_new = _start_new_thread
    threading._start_new_thread = _start_new_thread
    for name in ('argv', 'path', 'stdin', 'stdout', 'stderr', '__stdin__', '__stdout__',
                 '__stderr__', 'excepthook', 'displayhook', 'unraisablehook'):
        _braid.per_script(sys.__dict__, name)
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
