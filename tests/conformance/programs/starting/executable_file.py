# SPDX-License-Identifier: MIT
# shell: printf '#!/usr/bin/env -S %s -u\n' "$PYTHON" > tool; tail -n +3 $FILE >> tool; chmod +x tool; ./tool
import sys

print(sys.argv, __file__)
