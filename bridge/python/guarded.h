// SPDX-License-Identifier: MIT
#pragma once

#include <Python.h>

#include <type_traits>

namespace braid {

/// In a `catch (...)`: says the exception that was caught as one of Python (MemoryError, OSError
/// with its number, RuntimeError). One that ends the thread goes on.
void raise_caught();

/// `function`, a function that Python calls: no C++ exception crosses Python's frames, which know
/// of none, but becomes one of Python's. Costs nothing while there is none.
template<auto function>
struct Guarded;

template<typename Result, typename... Arguments, Result (*function)(Arguments...)>
struct Guarded<function> {
    static Result call(Arguments... arguments) {
        try {
            return function(arguments...);
        } catch (...) {
            raise_caught();
            if constexpr (std::is_pointer_v<Result>)
                return nullptr;
            else
                return -1;
        }
    }
};

/// As an entry of a table of methods.
template<auto function>
PyCFunction guarded() {
    return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(&Guarded<function>::call));
}

} // namespace braid
