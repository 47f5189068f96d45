# SPDX-License-Identifier: MIT
import logging
import sys
import traceback


def fail(depth):
    if depth == 0:
        raise ValueError('deep')
    fail(depth - 1)


try:
    fail(3)
except ValueError as error:
    print(traceback.format_exc(limit=-1))
    print(traceback.format_exception_only(error), len(traceback.extract_tb(error.__traceback__)))
    for line in traceback.TracebackException.from_exception(error, capture_locals=True).format():
        print(line, end='')
    logging.exception('logged %s', 1)
    logging.getLogger('x').warning('with a stack', stack_info=True)
traceback.print_stack(file=sys.stdout)
