#include "protocol/text/wrapped.h"

#include <algorithm>

namespace easprobe {

std::string wrapped(std::string_view text, std::size_t indent, std::size_t width)
{
    constexpr std::string_view blanks = " \n\t";
    std::string lines;
    std::size_t column = indent;
    std::size_t at = text.find_first_not_of(blanks);
    while (at != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
        const std::string_view word = text.substr(at, end - at);
        if (!lines.empty() && column + 1 + word.size() > width) {
            lines += '\n' + std::string(indent, ' ');
            column = indent;
        } else if (!lines.empty()) {
            lines += ' ';
            ++column;
        }
        lines += word;
        column += word.size();
        at = text.find_first_not_of(blanks, end);
    }
    return lines;
}

} // namespace easprobe
