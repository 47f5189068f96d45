# SPDX-License-Identifier: MIT
# cmake -D OUTPUT=… -D SOURCES=a.py;b.py -P embed_sources.cmake
# Writes a header with the text of each source as `a_source`, so that the program needs no file of
# its own to find.
set(header "#pragma once\n\n// Made by embed_sources.cmake.\n\nnamespace braid {\n")
foreach(source IN LISTS SOURCES)
    get_filename_component(name ${source} NAME_WE)
    file(READ ${source} text)
    string(APPEND header "\ninline constexpr char ${name}_source[] = R\"PYTHON(${text})PYTHON\";\n")
endforeach()
string(APPEND header "\n} // namespace braid\n")
file(WRITE ${OUTPUT} "${header}")
