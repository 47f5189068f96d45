# SPDX-License-Identifier: MIT
import subprocess

with subprocess.Popen(['cat'], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as cat:
    print(cat.poll(), cat.communicate(b'x' * 300_000)[0].count(b'x'), cat.returncode)
first = subprocess.Popen(['printf', 'b\\na\\n'], stdout=subprocess.PIPE)
second = subprocess.Popen(['sort'], stdin=first.stdout, stdout=subprocess.PIPE, text=True)
first.stdout.close()
print(second.communicate(), first.wait())
slow = subprocess.Popen(['sleep', '10'], stdout=subprocess.PIPE)
try:
    slow.communicate(timeout=0.05)
except subprocess.TimeoutExpired:
    slow.kill()
print(slow.communicate(), slow.returncode)
lines = subprocess.Popen(['sh', '-c', 'echo one; echo two >&2; echo three'], text=True, bufsize=1,
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
for line in lines.stdout:
    print(repr(line))
print(lines.wait(), lines)
lines.stdout.close()
