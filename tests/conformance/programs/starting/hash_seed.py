# SPDX-License-Identifier: MIT
# shell: PYTHONHASHSEED=0 $PYTHON $FILE; PYTHONHASHSEED=42 $PYTHON $FILE; PYTHONHASHSEED=wrong $PYTHON $FILE; echo "status $?"
print(hash('a string'), list({'one', 'two', 'three'}))
