# SPDX-License-Identifier: MIT
# What other projects build on: `cmake --install`, then
#
#     find_package(Braid COMPONENTS loop qt)
#     target_link_libraries(my_program PRIVATE braid::qt)
#
# `--component development` installs this alone.

set(BRAID_PACKAGE_DIR ${CMAKE_INSTALL_LIBDIR}/cmake/Braid)

install(TARGETS braid_loop EXPORT BraidLoop COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/loop DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/braid
    COMPONENT development FILES_MATCHING PATTERN "*.h")
install(EXPORT BraidLoop NAMESPACE braid:: FILE BraidLoopTargets.cmake
    DESTINATION ${BRAID_PACKAGE_DIR} COMPONENT development)

install(TARGETS braid_qt_core braid_qt EXPORT BraidQt COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/bridge/qt DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/braid/bridge
    COMPONENT development FILES_MATCHING PATTERN "*.h")
install(EXPORT BraidQt NAMESPACE braid:: FILE BraidQtTargets.cmake
    DESTINATION ${BRAID_PACKAGE_DIR} COMPONENT development)

install(TARGETS braid_script EXPORT BraidScript COMPONENT development)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/bridge/script DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/braid/bridge
    COMPONENT development FILES_MATCHING PATTERN "*.h")
install(EXPORT BraidScript NAMESPACE braid:: FILE BraidScriptTargets.cmake
    DESTINATION ${BRAID_PACKAGE_DIR} COMPONENT development)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/BraidConfig.cmake.in
    ${PROJECT_BINARY_DIR}/BraidConfig.cmake INSTALL_DESTINATION ${BRAID_PACKAGE_DIR})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/BraidConfigVersion.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/BraidConfig.cmake ${PROJECT_BINARY_DIR}/BraidConfigVersion.cmake
    DESTINATION ${BRAID_PACKAGE_DIR} COMPONENT development)
