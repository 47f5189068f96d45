# SPDX-License-Identifier: MIT
# shell: $PYTHON -W error -X dev $FILE; $PYTHON -W always $FILE
import socket

first = socket.socket()
file = open(__file__)
del file
print('main ends')
