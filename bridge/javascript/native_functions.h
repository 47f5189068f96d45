// SPDX-License-Identifier: MIT
#pragma once

#include <js/TypeDecls.h>
#include <js/Value.h>

#include <span>
#include <string>
#include <string_view>

namespace braid {

/// Gives the library what it cannot do in JavaScript. False with an exception set.
bool define_native_functions(JSContext* context, JS::HandleObject library);

/// Its text, as `String(value)`. False with an exception set.
bool to_utf8(JSContext* context, JS::HandleValue value, std::string& text);
/// What is no UTF-8 becomes U+FFFD.
bool to_value(JSContext* context, std::string_view utf8, JS::MutableHandleValue value);

/// A function with these names for its arguments, of the file that it is said to come from.
JSFunction* compile_function(JSContext* context, JS::HandleString text, const char* file,
                             std::span<const char* const> names);

/// The exception that is set, which is taken away: its stack and its message.
std::string describe_exception(JSContext* context);

} // namespace braid
