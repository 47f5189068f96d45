# SPDX-License-Identifier: MIT
"""The asyncio event loop of scripts: asyncio's own, but that C++ schedules and waits.

`_braid.LoopCore` has the ready queue, the timers, the descriptors and `_run_once`; transports,
TLS, subprocesses, executors, signals, `run_forever` and all else are the standard library's.
"""

import asyncio
import asyncio.unix_events
import selectors
from asyncio import base_events, events, format_helpers

import _braid


class EpollSelector:
    """What asyncio's transports want to know from `loop._selector`."""

    def __init__(self, loop):
        self._loop = loop

    def get_key(self, fileobj):
        descriptor, reader, writer = self._loop._descriptor_handles(fileobj)
        if reader is None and writer is None:
            raise KeyError(f'{fileobj!r} is not registered')
        mask = (reader and selectors.EVENT_READ or 0) | (writer and selectors.EVENT_WRITE or 0)
        return selectors.SelectorKey(fileobj, descriptor, mask, (reader, writer))

    def get_map(self):
        return {}

    def select(self, timeout=None):
        raise RuntimeError("this loop's selector is its own affair")

    def close(self):
        if self._loop is not None:
            self._loop._close_core()
            self._loop = None


class Loop(_braid.LoopCore, asyncio.unix_events.SelectorEventLoop):
    """The default event loop of scripts."""

    def __init__(self, selector=None):
        super().__init__(EpollSelector(self))

    def set_debug(self, enabled):
        super().set_debug(enabled)
        self._set_core_debug(bool(enabled))

    def _write_to_self(self):
        """Waking up is the core's affair, too."""

    # Virtual time stands still while somebody waits for what the core does not see.

    def run_in_executor(self, executor, func, *args):
        future = super().run_in_executor(executor, func, *args)
        if self._outside_began():
            future.add_done_callback(self._outside_ended)
        return future

    async def _make_subprocess_transport(self, *args, **kwargs):
        transport = await super()._make_subprocess_transport(*args, **kwargs)
        if transport.get_returncode() is None:
            transport._held_time = self._outside_began()
        return transport

    def _child_watcher_callback(self, pid, returncode, transp):
        super()._child_watcher_callback(pid, returncode, transp)
        if getattr(transp, '_held_time', False):
            self._outside_ended()

    # In debug mode handles are made and run as the standard library does it.

    def _debug_handle(self, callback, args, context, when, method):
        if method not in ('call_soon_threadsafe', 'add_reader'):
            self._check_thread()
        if method != 'add_reader':
            self._check_callback(callback, method)
        if when is None:
            handle = events.Handle(callback, args, self, context)
        else:
            handle = events.TimerHandle(when, callback, args, self, context)
            handle._scheduled = True
        if handle._source_traceback:
            del handle._source_traceback[-1]
        return handle

    def _run_debug_handle(self, handle):
        try:
            self._current_handle = handle
            begin = self.time()
            handle._run()
            duration = self.time() - begin
            if duration >= self.slow_callback_duration:
                base_events.logger.warning('Executing %s took %.3f seconds',
                                           base_events._format_handle(handle), duration)
        finally:
            self._current_handle = None

    def _report_exception(self, handle, error):
        callback = format_helpers._format_callback_source(handle._callback, handle._args)
        context = {'message': f'Exception in callback {callback}',
                   'exception': error, 'handle': handle}
        if handle._source_traceback:
            context['source_traceback'] = handle._source_traceback
        self.call_exception_handler(context)



def make_default():
    """Whoever asks asyncio for its default event loop gets this one."""
    asyncio.unix_events._UnixDefaultEventLoopPolicy._loop_factory = Loop
    asyncio.SelectorEventLoop = asyncio.unix_events.SelectorEventLoop = Loop


def task_samples():
    """A task, its name, its first step and its wake-up by a future, for C++ to look at."""

    class Loop:
        def __init__(self):
            self.callbacks = []

        def call_soon(self, callback, *args, context=None):
            self.callbacks.append(callback)

        def get_debug(self):
            return False

    async def wait():
        await future

    loop = Loop()
    future = asyncio.Future(loop=loop)
    name = ' '.join(['the', 'sample'])
    coroutine = wait()
    task = asyncio.Task(coroutine, loop=loop, name=name)
    step = loop.callbacks[0]
    step()
    wakeup = future._callbacks[0][0]
    task._log_destroy_pending = False
    return task, name, step, wakeup
