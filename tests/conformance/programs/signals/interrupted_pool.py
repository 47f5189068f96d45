# SPDX-License-Identifier: MIT
# signal: INT after 'ready'
import concurrent.futures
import threading

end = threading.Event()
with concurrent.futures.ThreadPoolExecutor(1) as pool:
    job = pool.submit(end.wait, 10)
    try:
        print('ready', flush=True)
        job.result()
    except KeyboardInterrupt:
        print('interrupted', job.done())
        end.set()
print(job.result())
