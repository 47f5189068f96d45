# SPDX-License-Identifier: MIT
# shell: /usr/bin/python3 -m venv --without-pip --system-site-packages .venv; mkdir d; mv .venv d; cp $FILE d
# shell: [ "$PYTHON" = /usr/bin/python3 ] && PYTHON=$PWD/d/.venv/bin/python3; $PYTHON d/$FILE
# needs: yaml
import sys

import yaml

print(yaml.safe_load('[1, two]'), sys.prefix, sys.path[1:])
