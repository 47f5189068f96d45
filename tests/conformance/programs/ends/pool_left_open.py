# SPDX-License-Identifier: MIT
import concurrent.futures
import time

pool = concurrent.futures.ThreadPoolExecutor(1)
jobs = [pool.submit(lambda number=number: (time.sleep(0.05), print('job', number)))
        for number in range(4)]
jobs[2].add_done_callback(lambda job: print('callback', job.result()[1]))
concurrent.futures.wait(jobs[:1])
print('main ends')
