# SPDX-License-Identifier: MIT
# shell: $PYTHON -X utf8 -X name=value -Xtracemalloc=3 -X no_debug_ranges -X int_max_str_digits=1000 $FILE 2>&1
import sys
import tracemalloc

print(sorted(sys._xoptions.items()), tracemalloc.get_traceback_limit(), sys.flags.utf8_mode,
      sys.get_int_max_str_digits())
{}['no carets'][1]
