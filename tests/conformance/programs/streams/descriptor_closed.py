# SPDX-License-Identifier: MIT
# What is in the buffer cannot be written at the end: the status says so.
import os

print('lost')
os.close(1)
