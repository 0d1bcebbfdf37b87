#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace easprobe {

/// Two upper-case digits a byte, nothing between.
std::string to_hex(std::string_view bytes);

/// The bytes of pairs of hexadecimal digits; white space between pairs is passed over.
std::optional<std::string> from_hex(std::string_view text);

} // namespace easprobe
