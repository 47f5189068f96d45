# SPDX-License-Identifier: MIT
# shell: mkdir -p pkg/sub; cp $FILE pkg/__main__.py; cp $FILE pkg/sub/work.py; echo 'print("package")' > pkg/__init__.py
# shell: $PYTHON -m pkg one -x; $PYTHON -m pkg.sub.work -- two; $PYTHON -m nothing.there; echo "status $?"
import sys

print(__name__, __file__.startswith('/'), __package__, __spec__ and __spec__.name, sys.argv[1:],
      sys.path[0] != '', sys.orig_argv[1:])
