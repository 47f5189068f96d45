# SPDX-License-Identifier: MIT
# needs: IPython
# shell: export IPYTHONDIR=$PWD/i; $PYTHON -m IPython --colors=NoColor --no-banner -c 'import asyncio; print(await asyncio.sleep(0.01, "slept")); 1/0' 2>&1
# shell: $PYTHON -m IPython --colors=NoColor $FILE; echo "status $?"
print(get_ipython().__class__.__name__, __name__)
get_ipython().run_line_magic('timeit', '-n1 -r1 -q pass')
print(get_ipython().getoutput('echo from the shell'))
