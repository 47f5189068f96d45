# SPDX-License-Identifier: MIT
# shell: mkdir -p 'a dir/näh'; cp $FILE 'a dir/näh/my prog.txt'; $PYTHON "a dir/näh/my prog.txt"
# shell: $PYTHON "$PWD/a dir/../$FILE"; cd 'a dir'; $PYTHON ../$FILE
import os
import sys

print(ascii(__file__.removeprefix(os.getcwd())), ascii(sys.argv[0].removeprefix(os.getcwd())))
print(ascii(os.path.relpath(sys.path[0])), os.path.basename(os.getcwd()))
