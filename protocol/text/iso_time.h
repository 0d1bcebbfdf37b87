#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace easprobe {

/// "2008-06-01T12:00:00Z".
std::string to_iso8601(std::chrono::sys_seconds time);

struct TimeError {
    std::string what;
    std::size_t offset = 0; ///< Of the character that does not fit.
};

/// A date (midnight UTC), or a date and a time with `Z` or an offset like `+02:00`, seconds optional; years
/// 1950 to 9999, as certificates have them.
tl::expected<std::chrono::sys_seconds, TimeError> parse_iso8601(std::string_view text);

} // namespace easprobe
