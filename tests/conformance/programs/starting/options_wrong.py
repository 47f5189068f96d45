# SPDX-License-Identifier: MIT
# shell: $PYTHON -V; $PYTHON -W nonsense $FILE; $PYTHON -X faulthandler -c 'import faulthandler as f; print(f.is_enabled())'
print('run')
