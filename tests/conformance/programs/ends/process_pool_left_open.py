# SPDX-License-Identifier: MIT
import concurrent.futures

pool = concurrent.futures.ProcessPoolExecutor(2)
job = pool.submit(pow, 2, 10)
print(job.result())
last = pool.submit(pow, 2, 20)
print('main ends')
