# SPDX-License-Identifier: MIT
# shell: $PYTHON -m cProfile -s name $FILE | grep -E 'ends|work|sleep|function calls' | sed 's/ in .*//;s/[0-9]*\.[0-9]* *//g'
import time


def work():
    time.sleep(0.01)


work()
work()
print('ends')
