# SPDX-License-Identifier: MIT
import cProfile
import io
import profile
import pstats


def work(number):
    return sum(helper(each) for each in range(number))


def helper(each):
    return each


for profiler in cProfile.Profile(), profile.Profile():
    print(profiler.runcall(work, 5))
    stats = pstats.Stats(profiler, stream=io.StringIO())
    calls = {name[2]: numbers[:2] for name, numbers in stats.stats.items()}
    print(calls['work'], calls['helper'])
