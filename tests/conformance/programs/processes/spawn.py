# SPDX-License-Identifier: MIT
import os
import signal

print(os.posix_spawn('/bin/sh', ['sh', '-c', 'exit 3'], os.environ) > 0)
print(os.waitstatus_to_exitcode(os.wait()[1]))
print(os.spawnvp(os.P_WAIT, 'sh', ['sh', '-c', 'kill -9 $$']))
print(os.system('exit 4') >> 8, os.system('kill -TERM $$') & 127)
with os.popen('echo popen; exit 2') as pipe:
    print(pipe.read())
print(pipe.close() if not pipe.closed else 'closed')
