# SPDX-License-Identifier: MIT
# shell: $PYTHON -m trace --trace --ignore-dir=/usr $FILE; $PYTHON -m trace --count -C . --summary --ignore-dir=/usr $FILE
def work(number):
    if number:
        return work(number - 1)
    return 'done'


print(work(2))
