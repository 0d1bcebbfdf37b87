#pragma once

#include <span>
#include <string_view>

namespace easprobe::codes {

/// What an HTTP status means to a handset of protocol 2.5 to 12.1, where a server has no status of its own
/// for most faults and answers with an HTTP error (MS-ASHTTP 2.2.2.1.1, MS-ASCMD 2.2.2).
struct HttpStatus {
    int number = 0;
    std::string_view name;
    std::string_view meaning;
    std::string_view remedy; ///< What the administrator does.
};

std::span<const HttpStatus> http_statuses();

/// Null when nothing particular is known of it.
const HttpStatus* find_http_status(int number);

/// The finer number that IIS has of a status, in its log and on its error pages: 403.4. The handset sees the
/// status alone (KB 318380 for IIS 5 and 6, KB 943891 for IIS 7).
struct IisSubstatus {
    int status = 0;
    int substatus = 0;
    std::string_view meaning;
    std::string_view remedy;
};

std::span<const IisSubstatus> iis_substatuses();

/// Null when nothing particular is known of it.
const IisSubstatus* find_iis_substatus(int status, int substatus);

} // namespace easprobe::codes
