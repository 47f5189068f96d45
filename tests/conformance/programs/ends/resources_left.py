# SPDX-License-Identifier: MIT
import sys
from multiprocessing import shared_memory

memory = shared_memory.SharedMemory(create=True, size=100)
print(memory.size >= 100, sys.getswitchinterval())
sys.setswitchinterval(0.01)
print(sys.getswitchinterval())
