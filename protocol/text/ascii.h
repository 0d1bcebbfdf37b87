#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace easprobe {

/// Upper-case ASCII letters become lower-case ones; every other byte stays. No locale.
constexpr char to_lower(char character)
{
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

/// Equal but for the case of ASCII letters.
constexpr bool equal_ignoring_case(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return to_lower(one) == to_lower(other); });
}

/// Without blanks, tabs and line ends at both ends.
constexpr std::string_view trim(std::string_view text)
{
    constexpr std::string_view white_space = " \t\r\n";
    const auto begin = text.find_first_not_of(white_space);
    return begin == std::string_view::npos
               ? std::string_view()
               : text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

inline std::string to_lower(std::string_view text)
{
    std::string lower(text);
    for (char& character : lower)
        character = to_lower(character);
    return lower;
}

} // namespace easprobe
