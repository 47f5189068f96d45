# SPDX-License-Identifier: MIT
# needs: psutil
import os
import subprocess

import psutil

itself = psutil.Process()
print(itself.pid == os.getpid(), itself.num_threads(), len(itself.open_files()), itself.status())
with subprocess.Popen(['sleep', '10']) as child:
    [found] = itself.children()
    print(found.pid == child.pid, found.parent() == itself)
    found.terminate()
    print(psutil.wait_procs([found], timeout=5)[0][0].pid == child.pid)
print(itself.children())
