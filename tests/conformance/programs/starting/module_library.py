# SPDX-License-Identifier: MIT
# shell: $PYTHON -m calendar 2024 2; echo '{"b": [1, 2]}' | $PYTHON -m json.tool --compact
# shell: $PYTHON -m base64 -e $FILE | head -1; $PYTHON -m this | head -2; $PYTHON -m asyncio -h > out; echo $?
print('not run')
