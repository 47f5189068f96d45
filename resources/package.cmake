# SPDX-License-Identifier: MIT
# Debian's packages: `cpack` in a tree that was configured with the preset `package`, as `./dev package` does it.
#
#     braid           the window, `braid run` and `braid task`
#     libbraid-dev    the libraries and their headers

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The Braid maintainers")
# There is no home on the web to name yet; who publishes the packages says his own.
set(CPACK_PACKAGE_CONTACT "The Braid maintainers <maintainers@braid.example>" CACHE STRING "Who answers for the packages")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL Unspecified development)
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)

set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME braid)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_DEPENDS "python3 (>= 3.11), python3 (<< 3.12), libqt6svg6")
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_RECOMMENDS "qt6-wayland, qt6-translations-l10n, python3-aiohttp")
set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SUGGESTS libbraid-dev)
set(CPACK_COMPONENT_UNSPECIFIED_DESCRIPTION "watch asyncio programs run together, task by task
Drop asyncio programs on a window and watch them run together on the
window's own event loop: what runs, what waits and on what, who blocks
whom. A lane for each task, live; several unmodified programs on one loop
and one thread; a window that stays responsive while a program blocks.
'braid run' does the same without a window; 'braid task' runs built-in
tasks, such as fetching many URLs.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libbraid-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SHLIBDEPS OFF)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libboost1.81-dev, libboost-context1.81-dev, libboost-json1.81-dev, libboost-url1.81-dev, libssl-dev, zlib1g-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS "qt6-base-dev, python3-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "one loop for Qt, Boost.Asio and C++20 coroutines
The libraries under Braid: asyncio's vocabulary as C++20 coroutines on a
Boost.Asio io_context, a Qt application's events on the same loop, and an
inspector that shows a program's own tasks.
CMake finds them: find_package(Braid COMPONENTS loop qt).")

include(CPack)
