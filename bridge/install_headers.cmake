# SPDX-License-Identifier: MIT
# Run by `cmake --install`: "loop/task.h" in an installed header becomes "braid/loop/task.h".
file(GLOB_RECURSE headers "$ENV{DESTDIR}${CMAKE_INSTALL_PREFIX}/include/braid/*.h")
foreach(header IN LISTS headers)
    file(READ ${header} text)
    string(REGEX REPLACE "#include \"(loop|bridge|widgets)/" "#include \"braid/\\1/" text "${text}")
    file(WRITE ${header} "${text}")
endforeach()
