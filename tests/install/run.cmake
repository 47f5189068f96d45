# SPDX-License-Identifier: MIT
# Installs BUILD into an empty prefix, builds the project beside this file on it, and runs that.
cmake_minimum_required(VERSION 3.22)
file(REMOVE_RECURSE ${WORK})
set(prefix ${WORK}/prefix)
function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()
run(${CMAKE_COMMAND} --install ${BUILD} --component development --prefix ${prefix})
run(${CMAKE_COMMAND} -S ${CMAKE_CURRENT_LIST_DIR} -B ${WORK}/build -G Ninja
    -DCMAKE_PREFIX_PATH=${prefix} -DCMAKE_CXX_COMPILER=${COMPILER}
    -DCMAKE_CXX_FLAGS=${FLAGS} -DEXAMPLES=${EXAMPLES} -DWITH_INSPECTOR=${WITH_INSPECTOR})
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${WORK}/build/headless)
run(${WORK}/build/core)
run(${WORK}/build/everything)
set(ENV{QT_QPA_PLATFORM} offscreen)
run(${WORK}/build/window)
if(WITH_INSPECTOR)
    run(${WORK}/build/inspector)
    run(${WORK}/build/tasks)
endif()
file(REMOVE_RECURSE ${WORK})
