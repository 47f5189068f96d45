# SPDX-License-Identifier: MIT
"""bench_streams_workloads.py CASE: what programs do with streams, pipes and locks.

A transfer is measured from outside; of a call the nanoseconds are printed, on a line.
"""

import os
import sys
import threading
import time


def lines_out():
    for number in range(100_000):
        print(number, 'is the number of this line')


def flushed_lines_out():
    for number in range(20_000):
        print(number, 'is the number of this line', flush=True)


def lines_in():
    sum(len(line) for line in sys.stdin)


def lines_through():
    for line in sys.stdin:
        sys.stdout.write(str(int(line) * 2) + '\n')


def ready_pipe(count=200_000):
    read, write = os.pipe()
    begin = time.perf_counter()
    for _ in range(count):
        os.write(write, b'x')
        os.read(read, 1)
    return (time.perf_counter() - begin) / count


def two_threads(hand, take, count):
    """What it takes to hand something to another thread and get it back."""
    def other():
        for _ in range(count):
            take[0]()
            hand[0]()
    thread = threading.Thread(target=other)
    thread.start()
    begin = time.perf_counter()
    for _ in range(count):
        hand[1]()
        take[1]()
    taken = time.perf_counter() - begin
    thread.join()
    return taken / count


def locks(count=10_000):
    there, back = threading.Lock(), threading.Lock()
    there.acquire(), back.acquire()
    return two_threads((back.release, there.release), (there.acquire, back.acquire), count)


def pipes(count=10_000):
    (there_read, there), (back_read, back) = os.pipe(), os.pipe()
    return two_threads((lambda: os.write(back, b'x'), lambda: os.write(there, b'x')),
                       (lambda: os.read(there_read, 1), lambda: os.read(back_read, 1)), count)


CASES = {'100 000 lines out': lines_out, '20 000 lines out, flushed': flushed_lines_out,
         '100 000 lines in': lines_in, '100 000 lines through': lines_through,
         'write and read of a ready pipe': ready_pipe, 'two threads by locks': locks,
         'two threads by pipes': pipes}
seconds = CASES[sys.argv[1]]()
if seconds is not None:
    print(seconds * 1e9)
