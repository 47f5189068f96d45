# SPDX-License-Identifier: MIT
"""Runs the parts of a program that is no file, as a note has them, in one __main__."""

import ast
import asyncio
import inspect
import linecache
import os
import sys
import traceback

# As ScriptText::Part::Shows.
NOTHING, LAST, EVERYTHING = range(3)


class Parts:
    """What the parts of one program share."""

    def __init__(self, main):
        self._main = main
        self._runner = None
        sys.displayhook = self._display

    def compile(self, number, code, file, line, shows, in_loop):
        """The code objects of a part, in their order; its lines are those of `file` from `line`."""
        if not os.path.exists(file):
            _remember(file, code)
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT if in_loop else 0
        tree = compile('\n' * (line - 1) + code, file, 'exec', ast.PyCF_ONLY_AST | flags, True)
        body, shown = tree.body, []
        if shows == EVERYTHING:
            body, shown = [], body
        elif shows == LAST and body and isinstance(body[-1], ast.Expr) \
                and not code.rstrip().endswith(';'):
            body, shown = body[:-1], body[-1:]
        trees = []
        if body or not shown:
            trees.append((ast.Module(body, tree.type_ignores), 'exec'))
        if shown:
            trees.append((ast.Interactive(shown), 'single'))
        codes = [compile(each, file, mode, flags, True) for each, mode in trees]
        if in_loop:  # where it is the name of a task
            name = f'block {number}'
            codes = [each.replace(co_name=name, co_qualname=name) for each in codes]
        return codes

    def run(self, code):
        """Runs it as a coroutine. Returns the exception it raises, with its own frames alone."""
        if self._runner is None:
            self._runner = asyncio.Runner()
        try:
            self._runner.run(self._coroutine(code))
        except BaseException as error:
            trace = error.__traceback__
            while trace and trace.tb_frame.f_code is not code:
                trace = trace.tb_next
            return error.with_traceback(trace or error.__traceback__)

    def close(self):
        """Cancels what the parts have left in their loop."""
        if self._runner is not None:
            self._runner.close()

    def _coroutine(self, code):
        names = vars(self._main)
        if code.co_flags & inspect.CO_COROUTINE:
            return eval(code, names)

        async def run():
            eval(code, names)
        return run()

    def _display(self, value):
        if value is not None:
            print(repr(value))
            self._main._ = value


def _remember(file, code):
    """Tracebacks show its lines, though it is no file."""
    linecache.cache[file] = len(code), None, code.splitlines(True), file
    sys.excepthook = traceback.print_exception
