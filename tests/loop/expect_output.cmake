# SPDX-License-Identifier: MIT
# cmake -DPROGRAM=… -DEXPECTED=FILE -P expect_output.cmake: fails unless the program ends well and
# prints just what the file holds.
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE output RESULT_VARIABLE result)
file(READ ${EXPECTED} expected)
if(NOT result EQUAL 0 OR NOT output STREQUAL expected)
    message(FATAL_ERROR "exit status ${result}, output:\n${output}\nexpected:\n${expected}")
endif()
