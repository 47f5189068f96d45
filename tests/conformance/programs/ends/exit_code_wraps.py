# SPDX-License-Identifier: MIT
import sys

sys.exit(256 + 42)
