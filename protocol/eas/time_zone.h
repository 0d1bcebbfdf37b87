#pragma once

#include <string>
#include <string_view>

namespace easprobe::eas {

/// What is wrong with a time zone, the structure of 172 bytes in base64 (MS-ASDTYPE 2.7.6), in words; empty
/// when nothing is.
std::string fault_of_time_zone(std::string_view encoded);

} // namespace easprobe::eas
