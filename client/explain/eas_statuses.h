#pragma once

#include <span>
#include <string_view>

namespace easprobe::codes {

/// A Status of one ActiveSync command, as far as versions 2.5 to 12.1 have it (MS-ASCMD 2.2.3.177).
struct EasStatus {
    std::string_view command;
    int number = 0;
    std::string_view meaning;
    std::string_view reaction; ///< What a handset does then.
};

std::span<const EasStatus> eas_statuses();

/// The command's name in any case. Null when it is not in the table.
const EasStatus* find_eas_status(std::string_view command, int number);

} // namespace easprobe::codes
