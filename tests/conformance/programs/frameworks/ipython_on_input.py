# SPDX-License-Identifier: MIT
# needs: IPython
# shell: printf 'x = 6\nx * 7\nawait asyncio.sleep(0, "slept")\nimport asyncio\nawait asyncio.sleep(0, "slept")\n!echo shell\nexit\n' | IPYTHONDIR=$PWD/i $PYTHON -m IPython --colors=NoColor --no-banner --simple-prompt 2>&1 | grep -v Traceback
print('not run')
