# SPDX-License-Identifier: MIT
# shell: $PYTHON $FILE 3>&1 | cat; $PYTHON $FILE > file; cat file
import sys

for stream in sys.stdin, sys.stdout, sys.stderr:
    print(stream.name, stream.mode, stream.encoding, stream.errors, stream.newlines,
          stream.line_buffering, stream.write_through, stream.isatty(), stream.fileno(),
          stream.readable(), stream.writable(), type(stream).__name__,
          type(stream.buffer).__name__, type(stream.buffer.raw).__name__)
print(sys.stdout is sys.__stdout__, sys.stdin is sys.__stdin__, sys.stderr is sys.__stderr__)
print(repr(sys.stdout))
