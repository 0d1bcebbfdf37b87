#pragma once

#include "protocol/text/hex.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace easprobe {

/// Bytes written as hex digits, with blanks anywhere between them.
inline std::string bytes(std::string_view hex)
{
    std::string digits;
    std::ranges::copy_if(hex, std::back_inserter(digits), [](char character) { return character != ' '; });
    return from_hex(digits).value();
}

} // namespace easprobe
