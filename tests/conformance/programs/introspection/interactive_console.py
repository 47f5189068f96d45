# SPDX-License-Identifier: MIT
# stdin: x = 2\nx * 21\nfor i in range(2):\n    print(i)\n\n1 / 0\nawait_ = 5\nimport sys\nsys.exit(3)\n
import code

code.interact(banner='welcome', local={'given': 1}, exitmsg='bye')
