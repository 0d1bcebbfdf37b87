#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace easprobe::eas {

/// "20080601T120000Z", as in appointments (MS-ASDTYPE 2.7.3) and in iCalendar (RFC 5545 3.3.5).
std::string compact_date(std::chrono::sys_seconds time);

/// A date of either form in the compact one, its fractions of a second left out: "2008-06-01T12:00:00.000Z"
/// is "20080601T120000Z". What is no date comes back as some other text, and no longer than it was.
std::string as_compact_date(std::string_view date);

} // namespace easprobe::eas
