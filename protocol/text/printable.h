#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace easprobe {

/// Foreign text made harmless for a terminal or a log: control characters (C1 and DEL among them) and bytes
/// that are not UTF-8 become \xNN, line ends and tabs too. At most `cap` bytes of the input are shown, then
/// "...".
std::string printable(std::string_view text, std::size_t cap = 400);

/// The same for text of many lines: line feeds and tabs stay, nothing is cut off.
std::string printable_lines(std::string_view text);

} // namespace easprobe
