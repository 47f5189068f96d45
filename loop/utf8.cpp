// SPDX-License-Identifier: MIT
#include "loop/utf8.h"

#include <cstddef>
#include <utility>

namespace braid {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// What a text begins with: so many bytes that are a character, or that cannot be one.
struct Beginning {
    enum class Kind { Character, Invalid, Unfinished } kind;
    std::size_t length;
};

/// After the table of well-formed byte sequences of the Unicode standard; `text` is not empty.
Beginning beginning_of(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char lead = byte(0);
    if (lead < 0x80)
        return {Beginning::Kind::Character, 1};
    if (lead < 0xC2 || lead > 0xF4)
        return {Beginning::Kind::Invalid, 1};
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (std::size_t i = 1; i < length; ++i) {
        if (i >= text.size())
            return {Beginning::Kind::Unfinished, i};
        if (byte(i) < low || byte(i) > high)
            return {Beginning::Kind::Invalid, i};
        low = 0x80;
        high = 0xBF;
    }
    return {Beginning::Kind::Character, length};
}

/// Appends the well-formed form of `text`; returns the unfinished character at its end.
std::string_view append_well_formed(std::string& out, std::string_view text) {
    out.reserve(out.size() + text.size());
    std::size_t begin = 0; // of what is valid and not appended yet
    for (std::size_t at = 0; at < text.size();) {
        const Beginning next = beginning_of(text.substr(at));
        if (next.kind != Beginning::Kind::Character)
            out += text.substr(begin, at - begin);
        if (next.kind == Beginning::Kind::Unfinished)
            return text.substr(at);
        at += next.length;
        if (next.kind == Beginning::Kind::Invalid) {
            out += replacement;
            begin = at;
        }
    }
    out += text.substr(begin);
    return {};
}

} // namespace

std::string well_formed_utf8(std::string_view text) {
    std::string out;
    if (!append_well_formed(out, text).empty())
        out += replacement;
    return out;
}

std::string Utf8Stream::feed(std::string_view bytes) {
    std::string out;
    if (unfinished_.empty()) {
        unfinished_ = append_well_formed(out, bytes);
    } else {
        const std::string joined = std::exchange(unfinished_, {}).append(bytes);
        unfinished_ = append_well_formed(out, joined);
    }
    return out;
}

std::string Utf8Stream::finish() {
    return std::exchange(unfinished_, {}).empty() ? std::string() : std::string(replacement);
}

} // namespace braid
