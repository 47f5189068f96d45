# SPDX-License-Identifier: MIT
# more: braid: 'nosuch_module' is not installed for /usr/bin/python3. If it is a package, make an environment beside the program:
# more:   /usr/bin/python3 -m venv .venv && .venv/bin/pip install nosuch_module
try:
    import another_missing
except ModuleNotFoundError as error:
    print(error, error.name)
import nosuch_module.part
