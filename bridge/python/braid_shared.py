# SPDX-License-Identifier: MIT
"""What modules of the library keep for a whole process is kept for each script.

All scripts share the library's modules. Handlers of logging, finalizers, threads, children and the
like lie in tables of those modules; here each of the tables learns whose an entry is. So at a
script's end the library's own exit functions do their work for that script, and `forget` takes away
what it has left. What a module brings while it is imported is nobody's.
"""

import atexit
import functools
import os
import sys
import threading
import types
import weakref

import _braid


# -- tables that know whose an entry is ------------------------------------------------------------

class OwnedDict(dict):
    """By its key everybody finds an entry; in a list of them, a script finds its own."""

    def __init__(self, *args, for_all=False):
        super().__init__(*args)
        self._for_all = for_all  # show everybody what is nobody's
        self._owners = dict.fromkeys(dict.keys(self))

    def __setitem__(self, key, value):
        self._owners[key] = _braid.owner()
        super().__setitem__(key, value)

    def __delitem__(self, key):
        super().__delitem__(key)
        self._owners.pop(key, None)

    def pop(self, key, *default):
        self._owners.pop(key, None)
        return super().pop(key, *default)

    def _own(self):
        script, owner_of = _braid.script(), self._owners.get
        return [item for item in list(super().items())
                if (owner := owner_of(item[0])) == script or owner is None and self._for_all]

    def items(self):
        return self._own()

    def values(self):
        return [value for _, value in self._own()]

    def keys(self):
        return [key for key, _ in self._own()]

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self._own())

    def clear(self):
        for key in self.keys():
            self.pop(key, None)


class OwnedSet(set):
    """A script finds its own."""

    def __init__(self, *args):
        super().__init__(*args)
        self._owners = {}

    def add(self, item):
        self._owners[item] = _braid.owner()
        super().add(item)

    def discard(self, item):
        super().discard(item)
        self._owners.pop(item, None)

    remove = discard

    def _own(self):
        script = _braid.script()
        return [item for item, owner in list(self._owners.items()) if owner == script]

    def __iter__(self):
        return iter(self._own())

    def __len__(self):
        return len(self._own())

    def clear(self):
        for item in self._own():
            self.discard(item)


class OwnedList(list):
    """A script finds its own. Of the ways to use a list, those that `logging` does."""

    def __init__(self, items=()):
        super().__init__((item, None) for item in items)

    def append(self, item):
        super().append((item, _braid.owner()))

    def remove(self, item):
        for index, (each, _) in enumerate(list(super().__iter__())):
            if each is item:
                return super().__delitem__(index)
        raise ValueError('not in the list')

    def _own(self):
        script = _braid.script()
        return [item for item, owner in list(super().__iter__()) if owner == script]

    def __getitem__(self, index):
        return self._own()[index]

    def __delitem__(self, index):
        own = self._own()[index]
        for item in own if isinstance(index, slice) else [own]:
            self.remove(item)

    def __iter__(self):
        return iter(self._own())

    def __reversed__(self):
        return reversed(self._own())

    def __len__(self):
        return len(self._own())


class Counter:
    """Counts for each script from the beginning."""

    def __init__(self, first):
        self._first = first
        self._next = {}

    def __iter__(self):
        return self

    def __next__(self):
        script = _braid.script()
        number = self._next.get(script, self._first)
        self._next[script] = number + 1
        return number

    def forget(self, script):
        self._next.pop(script, None)


_counters = []
_at_end = []  # what else `forget` does


def _counter(first):
    _counters.append(Counter(first))
    return _counters[-1]


def forget():
    """The script on whose stack this is has ended: what it brought into the library goes."""
    for function in _at_end:
        function()
    for counter in _counters:
        counter.forget(_braid.script())


# -- modules ---------------------------------------------------------------------------------------

class _Finalizers(OwnedDict):
    """`weakref.finalize` asks to be called at the end when it has its first entry."""

    def __init__(self, *args):
        super().__init__(*args)
        self._asked = set()

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        script = self._owners[key]
        if script is not None and script not in self._asked:
            self._asked.add(script)
            atexit.register(weakref.finalize._exitfunc)

    def forget(self):
        self.clear()
        self._asked.discard(_braid.script())
        weakref.finalize._shutdown = False


def _share_finalizers():
    finalizers = weakref.finalize._registry = _Finalizers(weakref.finalize._registry)
    weakref.finalize._registered_with_atexit = True  # the table sees to it
    _at_end.append(finalizers.forget)


def _show_own(module, values):
    """Attributes of a module that each script has for itself, and its threads, too."""
    for name in values:
        _braid.per_script(values, name)
    module.__class__ = type('module', (types.ModuleType,), {'__module__': 'builtins'})
    _braid.own_attributes(module.__class__, values, tuple(values))


def _share_threads():
    threading._active = OwnedDict(threading._active, for_all=True)
    threading._limbo = OwnedDict(threading._limbo)
    threading._counter = _counter(1).__next__
    _braid.per_script(threading.__dict__, '_threading_atexits')
    own = {name: threading.__dict__[name] for name in ('excepthook', '_trace_hook', '_profile_hook')}
    # What threads find when they look at the module's variables.
    threading.excepthook = _braid.own_function(own, 'excepthook', threading.excepthook)
    threading._trace_hook = _braid.own_hook(own, '_trace_hook', sys.settrace)
    threading._profile_hook = _braid.own_hook(own, '_profile_hook', sys.setprofile)
    _show_own(threading, own)

    def accessors(name, hook):
        @functools.wraps(getattr(threading, 'set' + name))
        def set_hook(func):
            _braid.set_own(own, hook, func)

        @functools.wraps(getattr(threading, 'get' + name))
        def get_hook():
            return _braid.get_own(own, hook)

        return set_hook, get_hook

    threading.settrace, threading.gettrace = accessors('trace', '_trace_hook')
    threading.setprofile, threading.getprofile = accessors('profile', '_profile_hook')


def _share_thread_pools(module):
    _braid.record_jobs(module._WorkItem)
    module.ThreadPoolExecutor._counter = _counter(0).__next__
    _forget_exit_function(module)


def _forget_exit_function(module):
    """What it does to everybody's pools is done for each script: see `shut_pools_down`."""
    threading._threading_atexits[:] = [function for function in threading._threading_atexits
                                       if function.func is not module._python_exit]


def _share_asyncio(module):
    _braid.prepare_asyncio()
    _braid.per_script(sys.modules['asyncio.events'].__dict__, '_event_loop_policy')


def _share_logging(module):
    for name in ('handlers', 'filters', 'disabled'):
        _braid.per_script(module.root.__dict__, name)
    loggers = module.root.manager.loggerDict = OwnedDict(module.root.manager.loggerDict)

    def clear_cache():
        for logger in list(dict.values(loggers)):
            if isinstance(logger, module.Logger):
                logger._cache.clear()
        module.root._cache.clear()

    _braid.own_attributes(type(module.root), module.root.__dict__,
                          ('handlers', 'filters', 'disabled', 'level'))
    # Loggers, whoever made them, remember whether their root's level lets them speak.
    module.root.manager._clear_cache = clear_cache
    _braid.per_script(module.root.__dict__, 'level', clear_cache)
    for name in ('_loggerClass', '_logRecordFactory', 'raiseExceptions', 'lastResort',
                 '_warnings_showwarning'):
        _braid.per_script(module.__dict__, name)
    module._handlerList = OwnedList(module._handlerList)
    module.shutdown.__defaults__ = (module._handlerList,)
    _braid.exit_for_all(module.shutdown)

    def forget():
        own = [reference() for reference in module._handlerList]
        for logger in list(dict.values(loggers)):
            if isinstance(logger, module.Logger):
                logger.handlers[:] = [each for each in logger.handlers if each not in own]
        for logger in loggers.values():
            if isinstance(logger, module.Logger):
                logger.filters.clear()
                logger.propagate, logger.disabled = True, False
                logger.setLevel(module.NOTSET)
        del module._handlerList[:]

    _at_end.append(forget)


def _share_children(module):
    module._active = OwnedList(module._active)

    def forget():
        del module._active[:]

    _at_end.append(forget)


def _share_processes(module):
    module._children = OwnedSet(module._children)
    module._process_counter = _counter(1)
    _at_end.append(module._children.clear)


def _share_process_exits(module):
    before = module._finalizer_registry
    module._finalizer_registry = OwnedDict(before)
    finalize = module.Finalize.__call__
    finalize.__defaults__ = tuple(module._finalizer_registry if value is before else value
                                  for value in finalize.__defaults__)
    _braid.per_script(module.__dict__, '_exiting')

    @functools.wraps(module.is_exiting)
    def is_exiting():  # threads ask, too: those that feed queues give up then
        return _braid.get_own(module.__dict__, '_exiting')

    module.is_exiting = is_exiting
    _braid.exit_for_all(module._exit_function)
    _at_end.append(module._finalizer_registry.clear)


def _share_resource_tracker(module):
    """The process that takes away what a script has left: it looks when that one ends."""
    tracker = module._resource_tracker
    for name in ('_fd', '_pid'):
        _braid.per_script(tracker.__dict__, name)
    _braid.own_attributes(type(tracker), tracker.__dict__, ('_fd', '_pid'))

    def forget():
        if tracker._fd is not None:
            os.close(tracker._fd)
            tracker._fd = tracker._pid = None

    _at_end.append(forget)


def _share_spawning(module):
    """Processes are started by the interpreter of their script's environment."""
    chosen = {}

    def set_executable(executable):
        chosen[_braid.script()] = executable if executable is None else os.fsencode(executable)

    def get_executable():
        script = _braid.script()
        return chosen[script] if script in chosen else os.fsencode(sys.executable)

    module.set_executable, module.get_executable = set_executable, get_executable
    _at_end.append(lambda: chosen.pop(_braid.script(), None))


def _share_warnings(module):
    for name in ('filters', 'showwarning', '_showwarnmsg_impl', 'formatwarning'):
        _braid.per_script(module.__dict__, name)


def is_library(module):
    """Is it the one that all scripts share, and not one of that name beside a script?"""
    return (getattr(module, '__file__', None) or '').startswith(os.path.dirname(os.__file__) + os.sep)


def _when_imported(name, share):
    def prepare():
        module = sys.modules[name]
        if not is_library(module):
            return False
        share(module)
        return True

    if name in sys.modules:
        prepare()
    else:
        _braid.after_import(name, prepare)


def prepare():
    """Once, before any script runs."""
    _share_finalizers()
    _share_threads()
    for name, share in (('asyncio.unix_events', _share_asyncio),
                        ('concurrent.futures.process', _forget_exit_function),
                        ('concurrent.futures.thread', _share_thread_pools),
                        ('logging', _share_logging),
                        ('multiprocessing.process', _share_processes),
                        ('multiprocessing.resource_tracker', _share_resource_tracker),
                        ('multiprocessing.spawn', _share_spawning),
                        ('multiprocessing.util', _share_process_exits),
                        ('subprocess', _share_children),
                        ('warnings', _share_warnings)):
        _when_imported(name, share)


# -- executors -------------------------------------------------------------------------------------

def _shut_thread_pools_down(module):
    for thread, work_queue in list(module._threads_queues.items()):
        if _braid.own_thread(thread.ident):
            executor = thread._args[0]() if hasattr(thread, '_args') else None
            if executor is not None:
                executor._shutdown = True
            work_queue.put(None)


def _shut_process_pools_down(module):
    for thread, wakeup in list(module._threads_wakeups.items()):
        if _braid.own_thread(thread.ident):
            executor = thread.executor_reference()
            if executor is not None:
                executor._shutdown_thread = True
            wakeup.wakeup()


def shut_pools_down():
    """Executors that the script has left open do what they have been given, and end."""
    for name, shut_down in (('concurrent.futures.thread', _shut_thread_pools_down),
                            ('concurrent.futures.process', _shut_process_pools_down)):
        if name in sys.modules and is_library(sys.modules[name]):
            shut_down(sys.modules[name])
