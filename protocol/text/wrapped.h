#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace easprobe {

/// The text in lines of at most `width` columns, each after the first indented by `indent` blanks; a word
/// longer than a line has a line of its own. Blanks and line ends between words become one blank.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t width = 100);

} // namespace easprobe
