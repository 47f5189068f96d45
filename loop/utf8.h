// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace braid {

/// `text` as valid UTF-8, whatever it was: what cannot be UTF-8 becomes U+FFFD, one for each
/// longest beginning of a character that breaks off, as the Unicode standard recommends and Python
/// does.
std::string well_formed_utf8(std::string_view text);

/// The same for a stream of bytes that is cut anywhere.
class Utf8Stream {
public:
    /// What is certain by now: an unfinished character is kept for later.
    std::string feed(std::string_view bytes);
    /// The end of the stream: what is left of it.
    std::string finish();

private:
    std::string unfinished_; ///< the beginning of a character, at most 3 bytes
};

} // namespace braid
