# SPDX-License-Identifier: MIT
# shell: set -o pipefail; $PYTHON $FILE | head -1; echo "status $?"
for number in range(100_000):
    print(number)
