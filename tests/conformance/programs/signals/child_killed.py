# SPDX-License-Identifier: MIT
import signal
import subprocess

for number in signal.SIGTERM, signal.SIGKILL, signal.SIGINT:
    with subprocess.Popen(['sleep', '10']) as child:
        child.send_signal(number)
        print(child.wait(), child.returncode == -number)
