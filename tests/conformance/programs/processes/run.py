# SPDX-License-Identifier: MIT
import subprocess

print(subprocess.run(['sh', '-c', 'cat; echo err >&2; exit 3'], input='in', text=True,
                     capture_output=True))
print(subprocess.check_output('echo $((6 * 7))', shell=True))
try:
    subprocess.run(['false'], check=True)
except subprocess.CalledProcessError as error:
    print(error)
try:
    subprocess.run(['sleep', '10'], timeout=0.05)
except subprocess.TimeoutExpired as error:
    print(error)
try:
    subprocess.run(['/nosuch/program'])
except FileNotFoundError as error:
    print(error)
print(subprocess.run(['sh', '-c', 'kill $$']).returncode, subprocess.getstatusoutput('echo x; exit 1'))
print(subprocess.call(['sh', '-c', 'echo $VALUE; pwd'], env={'VALUE': 'set'}, cwd='/'))
