# SPDX-License-Identifier: MIT
"""Runs one module of CPython's own tests and writes how each test ended, one JSON object a line.

    suite.py MODULE RESULTS

An ordinary program: it is run by the system's python3, and by `braid run` in the same way.
"""

import asyncio
import json
import sys
import unittest

loops_run = set()


def count_loops():
    """Notes which kinds of event loops really run, so that a test proves what it says."""
    run_forever = asyncio.BaseEventLoop.run_forever

    def counted(self):
        loops_run.update(each.__name__ for each in type(self).__mro__)
        return run_forever(self)

    counted.__name__ = 'run_forever'
    asyncio.BaseEventLoop.run_forever = counted


class Result(unittest.TextTestResult):
    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.records = open(sys.argv[2], 'w')
        self.ended = 'passed'

    def startTest(self, test):
        super().startTest(test)
        self.ended = 'passed'
        loops_run.clear()
        self.note(test, 'started')

    def note(self, test, how):
        json.dump({'test': test.id(), 'result': how, 'loops': sorted(loops_run)}, self.records)
        self.records.write('\n')
        self.records.flush()

    def stopTest(self, test):
        super().stopTest(test)
        self.note(test, self.ended)

    def addError(self, test, error):
        super().addError(test, error)
        self.ended = 'error'
        if not isinstance(test, unittest.TestCase):
            self.note(test, 'error')

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.ended = 'failed'

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            self.ended = 'failed'

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.ended = 'skipped'
        if not isinstance(test, unittest.TestCase):
            self.note(test, 'skipped')


def main():
    count_loops()
    tests = unittest.defaultTestLoader.loadTestsFromName(sys.argv[1])
    outcome = unittest.TextTestRunner(stream=sys.stdout, resultclass=Result).run(tests)
    sys.exit(not outcome.wasSuccessful())


if __name__ == '__main__':
    main()
