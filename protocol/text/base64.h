#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easprobe {

/// RFC 4648 4, with padding, on one line.
std::string base64_encode(std::string_view bytes);

/// The bytes of RFC 4648 4 text. White space anywhere is passed over; anything else that is not of the
/// alphabet, misplaced padding and left-over bits make it nothing.
std::optional<std::string> base64_decode(std::string_view text);

} // namespace easprobe
