# SPDX-License-Identifier: MIT
# shell: $PYTHON -W ignore $FILE; $PYTHON -Werror::DeprecationWarning $FILE; echo "status $?"
# shell: PYTHONWARNINGS=default::UserWarning,ignore $PYTHON $FILE; $PYTHON $FILE
import sys
import warnings

print(sys.warnoptions, flush=True)
warnings.warn('of the user')
warnings.warn('deprecated', DeprecationWarning)
warnings.warn('pending', PendingDeprecationWarning)
