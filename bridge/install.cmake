# SPDX-License-Identifier: MIT
# What other projects build on: `cmake --install`, then
#
#     find_package(Braid COMPONENTS loop qt)
#     target_link_libraries(my_program PRIVATE braid::qt)
#
# `--component development` installs this alone. Headers are <braid/loop/task.h>, <braid/bridge/qt/signal.h>,
# and <braid/braid.h> for all of the loop, <braid/qt.h> for all of braid::qt, <braid/inspector.h> for the inspector:
# here and where they are installed.

set(BRAID_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Braid)

# The tree as those see it who include from outside.
file(MAKE_DIRECTORY ${PROJECT_BINARY_DIR}/include/braid)
foreach(part loop bridge widgets)
    file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${part} ${PROJECT_BINARY_DIR}/include/braid/${part} SYMBOLIC)
endforeach()

# braid_headers(TARGET NAME): makes <braid/NAME>, which includes every public header of the target, and the same
# of the targets it is linked to.
function(braid_headers target name)
    set(text "// SPDX-License-Identifier: MIT\n// Made by CMake: all of ${target}.\n#pragma once\n")
    get_target_property(libraries ${target} INTERFACE_LINK_LIBRARIES)
    foreach(library IN LISTS libraries)
        if(library MATCHES "^braid::")
            get_target_property(other ${library} BRAID_HEADERS)
            string(APPEND text "#include <braid/${other}>\n")
        endif()
    endforeach()
    get_target_property(folder ${target} SOURCE_DIR)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        if(source MATCHES "\\.h$" AND NOT source MATCHES "detail/" AND NOT IS_ABSOLUTE ${source})
            file(RELATIVE_PATH header ${PROJECT_SOURCE_DIR} ${folder}/${source})
            string(APPEND text "#include <braid/${header}>\n")
        endif()
    endforeach()
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/include/braid/${name} CONTENT "${text}" @ONLY)
    set_target_properties(${target} PROPERTIES BRAID_HEADERS ${name})
    install(FILES ${PROJECT_BINARY_DIR}/include/braid/${name}
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/braid COMPONENT development)
endfunction()

set_property(GLOBAL PROPERTY BRAID_NEEDS "")
set_property(GLOBAL PROPERTY BRAID_COMPONENTS "")

# braid_install(COMPONENT DIRECTORY folder TARGETS target... [DEPENDS arguments of find_dependency...]
# [NEEDS component]): each target is found as braid::COMPONENT or as its EXPORT_NAME. What is needed comes first.
function(braid_install component)
    cmake_parse_arguments(PART "" "DIRECTORY;NEEDS" "TARGETS;DEPENDS" ${ARGN})
    install(TARGETS ${PART_TARGETS} EXPORT Braid_${component} COMPONENT development)
    install(EXPORT Braid_${component} NAMESPACE braid:: FILE Braid_${component}.cmake
        DESTINATION ${BRAID_PACKAGE_DIR} COMPONENT development)
    get_filename_component(above ${PART_DIRECTORY} DIRECTORY)
    install(DIRECTORY ${PROJECT_SOURCE_DIR}/${PART_DIRECTORY}
        DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/braid/${above}
        COMPONENT development FILES_MATCHING PATTERN "*.h")

    set(names "")
    foreach(target IN LISTS PART_TARGETS)
        get_target_property(name ${target} EXPORT_NAME)
        list(APPEND names ${name})
    endforeach()
    string(REPLACE ";" "|" names "${names}")
    set(found "if(wanted MATCHES \"(^|;)(${names})(;|$)\")\n")
    foreach(dependency IN LISTS PART_DEPENDS)
        string(APPEND found "    find_dependency(${dependency})\n")
    endforeach()
    string(APPEND found "    include(\${CMAKE_CURRENT_LIST_DIR}/Braid_${component}.cmake)\n")
    string(REPLACE "|" ";" names "${names}")
    foreach(name IN LISTS names)
        string(APPEND found "    set(Braid_${name}_FOUND TRUE)\n")
    endforeach()
    string(APPEND found "endif()\n")
    set_property(GLOBAL APPEND_STRING PROPERTY BRAID_COMPONENTS "${found}")
    if(PART_NEEDS)
        get_property(needs GLOBAL PROPERTY BRAID_NEEDS)
        set_property(GLOBAL PROPERTY BRAID_NEEDS
            "if(\"${component}\" IN_LIST wanted)\n    list(APPEND wanted ${PART_NEEDS})\nendif()\n${needs}")
    endif()
endfunction()

# Once, after all parts.
function(braid_install_package)
    braid_install(loop DIRECTORY loop TARGETS braid_loop
        DEPENDS "Boost 1.81 COMPONENTS json" Threads ZLIB)
    braid_install(script DIRECTORY bridge/script TARGETS braid_script
        DEPENDS "Boost 1.81 COMPONENTS context" NEEDS loop)
    if(TARGET braid_python)
        braid_install(python DIRECTORY bridge/python TARGETS braid_python
            DEPENDS "Python3 3.11 COMPONENTS Development.Embed" NEEDS script)
    endif()
    if(TARGET braid_tasks)
        braid_install(tasks DIRECTORY bridge/tasks TARGETS braid_tasks
            DEPENDS "Boost 1.81 COMPONENTS url" "OpenSSL 3.0" NEEDS script)
    endif()
    braid_install(qt DIRECTORY bridge/qt TARGETS braid_qt_core braid_qt
        DEPENDS "Qt6 6.4 COMPONENTS Core Gui Network Widgets")
    if(TARGET braid_inspector)
        braid_install(inspector DIRECTORY widgets/inspector TARGETS braid_widgets braid_inspector NEEDS qt)
    endif()

    # Inside Braid headers are included from the root of the tree; outside that might be somebody else's.
    install(SCRIPT ${PROJECT_SOURCE_DIR}/bridge/install_headers.cmake COMPONENT development)

    get_property(BRAID_NEEDS GLOBAL PROPERTY BRAID_NEEDS)
    get_property(BRAID_COMPONENTS GLOBAL PROPERTY BRAID_COMPONENTS)
    configure_package_config_file(${PROJECT_SOURCE_DIR}/bridge/BraidConfig.cmake.in
        ${PROJECT_BINARY_DIR}/BraidConfig.cmake INSTALL_DESTINATION ${BRAID_PACKAGE_DIR})
    write_basic_package_version_file(${PROJECT_BINARY_DIR}/BraidConfigVersion.cmake
        COMPATIBILITY SameMinorVersion)
    install(FILES ${PROJECT_BINARY_DIR}/BraidConfig.cmake
        ${PROJECT_BINARY_DIR}/BraidConfigVersion.cmake
        DESTINATION ${BRAID_PACKAGE_DIR} COMPONENT development)
endfunction()
