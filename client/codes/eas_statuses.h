#pragma once

#include <span>
#include <string_view>

namespace easprobe::codes {

/// A Status of one ActiveSync command, as far as versions 2.5 to 12.1 have it (MS-ASCMD 2.2.3.177).
struct EasStatus {
    std::string_view command; ///< Or, inside of Provision, "Policy" and "RemoteWipe".
    int number = 0;
    std::string_view meaning;
    std::string_view reaction; ///< What a handset does then.
    std::string_view remedy;   ///< What the administrator does; empty where all is well.
    bool handset_recovers;     ///< It finds its way on by itself; the remedy is for when it does not.
};

/// The meaning as a part of a longer sentence: without its full stop.
std::string_view clause_of(const EasStatus& status);

std::span<const EasStatus> eas_statuses();

/// The command's name in any case. Null when it is not in the table.
const EasStatus* find_eas_status(std::string_view command, int number);

/// A Status of any command from version 14.0 on; before, the server answers with an HTTP error in its place
/// (MS-ASCMD 2.2.2).
struct CommonStatus {
    int number = 0;
    std::string_view name;
    std::string_view meaning;
    int http_status = 0; ///< Up to 12.1; 0 where none is documented.
    std::string_view remedy;
};

std::span<const CommonStatus> any_command_statuses();

/// Null when it is not in the table.
const CommonStatus* find_common_status(int number);

} // namespace easprobe::codes
