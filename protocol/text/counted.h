#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace easprobe {

/// "1 exchange", "2 exchanges": a number with its noun.
/// @param plural Where it is not the noun with an s.
inline std::string counted(std::size_t number, std::string_view noun, std::string_view plural = {})
{
    std::string text = std::to_string(number) + ' ';
    if (number == 1)
        return text.append(noun);
    return plural.empty() ? text.append(noun) + 's' : text.append(plural);
}

} // namespace easprobe
