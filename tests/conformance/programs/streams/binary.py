# SPDX-License-Identifier: MIT
import sys

sys.stdout.buffer.write(bytes(range(256)))
sys.stdout.buffer.flush()
sys.stdout.buffer.write(b'\r\n\xff\xfe half a character \xe2\x82')
sys.stdout.flush()
print('é after bytes')
sys.stderr.buffer.write(b'\x80\x81\n')
