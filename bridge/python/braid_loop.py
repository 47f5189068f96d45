# SPDX-License-Identifier: MIT
"""The asyncio event loop of scripts: asyncio's own, but that C++ schedules and waits.

`_braid.LoopCore` has the ready queue, the timers, the descriptors and `_run_once`; transports,
TLS, subprocesses, executors, signals, `run_forever` and all else are the standard library's.
"""

import asyncio
import asyncio.unix_events
import selectors

import _braid


class EpollSelector:
    """What asyncio's transports, and programs, want to know from `loop._selector`."""

    def __init__(self, loop):
        self._loop = loop

    @classmethod
    def of(cls, loop, given):
        """The selector of a loop for which the program gave one, or None."""
        if given is None or (type(given).__module__ == 'selectors' and not given.get_map()):
            return cls(loop)
        return given

    def get_key(self, fileobj):
        key = self._key(self._loop._watched(fileobj))
        if not key.events:
            raise KeyError(f'{fileobj!r} is not registered')
        return key

    def get_map(self):
        return {key.fd: key for key in map(self._key, self._loop._watched(None))}

    def select(self, timeout=None):
        return [(self.get_key(descriptor), events)
                for descriptor, events in self._loop._wait_for_descriptors(timeout)]

    def close(self):
        if self._loop is not None:
            self._loop._close_core()
            self._loop = None

    @staticmethod
    def _key(watched):
        fileobj, descriptor, reader, writer = watched
        mask = (reader and selectors.EVENT_READ or 0) | (writer and selectors.EVENT_WRITE or 0)
        return selectors.SelectorKey(fileobj, descriptor, mask, (reader, writer))

    # A program may put another select() in the place of ours: then that is what the loop calls.

    @property
    def _select_replaced(self):
        return 'select' in self.__dict__

    def __setattr__(self, name, value):
        super().__setattr__(name, value)
        if self._loop is not None:
            self._loop._look_again()

    def __delattr__(self, name):
        super().__delattr__(name)
        if self._loop is not None:
            self._loop._look_again()


def make_default():
    """Whoever asks asyncio for its default event loop gets one with our core."""
    library = asyncio.unix_events
    base = library._UnixSelectorEventLoop
    loop = type(base.__name__, (_braid.LoopCore, base),
                {'__module__': base.__module__, '__doc__': base.__doc__})
    library._UnixDefaultEventLoopPolicy._loop_factory = library._UnixSelectorEventLoop = loop
    asyncio.SelectorEventLoop = library.SelectorEventLoop = loop


class _SampleLoop:
    """As little of a loop as a task needs."""

    def __init__(self):
        self.callbacks = []

    def call_soon(self, callback, *args, context=None):
        self.callbacks.append(callback)

    def get_debug(self):
        return False


def task_samples():
    """A task, its name, its first step and its wake-up by a future, for C++ to look at."""

    async def wait():
        await future

    loop = _SampleLoop()
    future = asyncio.Future(loop=loop)
    name = ' '.join(['the', 'sample'])
    coroutine = wait()
    task = asyncio.Task(coroutine, loop=loop, name=name)
    step = loop.callbacks[0]
    step()
    wakeup = future._callbacks[0][0]
    task._log_destroy_pending = False
    return task, name, step, wakeup


def next_task_name():
    """What asyncio calls the next task."""

    async def nothing():
        pass

    loop = _SampleLoop()
    task = asyncio.Task(nothing(), loop=loop)
    loop.callbacks[0]()
    return task.get_name()
