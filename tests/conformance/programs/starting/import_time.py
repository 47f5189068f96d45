# SPDX-License-Identifier: MIT
# shell: $PYTHON -X importtime $FILE 2>&1 | sed 's/.*|//' | grep -E 'colorsys|chunk|encodings$'
import chunk
import colorsys
