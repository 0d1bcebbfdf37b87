#pragma once

#include <chrono>
#include <string>

namespace easprobe::test_server {

/// "2008-06-01T12:00:00.000Z": dates of mail, contacts and tasks (MS-ASDTYPE 2.3).
std::string extended_date(std::chrono::sys_seconds time);

/// "20080601T120000Z": dates of appointments (MS-ASDTYPE 2.7.2).
std::string compact_date(std::chrono::sys_seconds time);

/// "Sun, 01 Jun 2008 12:00:00 GMT" (RFC 7231 7.1.1.1).
std::string http_date(std::chrono::sys_seconds time);

/// The TIME_ZONE_INFORMATION of an appointment, 172 bytes in base64 (MS-ASDTYPE 2.7.6): Central Europe, one
/// hour east of UTC, summer time from the last Sunday of March, 02:00, to the last of October, 03:00.
std::string central_european_time_zone();

/// The same size filled with dates that no calendar has, as a server sends it that forgot to clear its
/// memory.
std::string impossible_time_zone();

} // namespace easprobe::test_server
