# SPDX-License-Identifier: MIT
"""embed_sources.py OUTPUT.h SOURCE.py...: writes a header with the bytecode of each source.

So the program needs no file of its own to find, and compiles nothing when it starts. The bytecode
is this Python's, which is the one that the program is linked with.
"""

import marshal
import pathlib
import sys


def array_of(source):
    text = source.read_text(encoding='utf-8')
    code = compile(text, f'<braid>/{source.name}', 'exec', dont_inherit=True, optimize=0)
    numbers = ','.join(map(str, marshal.dumps(code)))
    return f'inline constexpr unsigned char {source.stem}_code[] = {{{numbers}}};\n'


output, *sources = map(pathlib.Path, sys.argv[1:])
output.parent.mkdir(parents=True, exist_ok=True)
output.write_text('#pragma once\n\n// Made by embed_sources.py.\n\nnamespace braid {\n\n' +
                  '\n'.join(map(array_of, sources)) + '\n} // namespace braid\n')
