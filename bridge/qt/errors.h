// SPDX-License-Identifier: MIT
#pragma once

#include <stdexcept>
#include <string>

namespace braid {

/// The object that a coroutine waited for was destroyed, so what it waited for will never come.
class ObjectDestroyedError : public std::runtime_error {
public:
    explicit ObjectDestroyedError(const char* what)
        : std::runtime_error(std::string("the object was destroyed while a task waited for ") +
                             what) {}
};

} // namespace braid
