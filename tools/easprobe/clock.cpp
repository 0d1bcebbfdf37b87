#include "tools/easprobe/clock.h"

#include "protocol/text/iso_time.h"
#include "tools/easprobe/commands.h"

#include <chrono>
#include <fmt/format.h>

namespace easprobe::cli {

x509::Time handset_clock(const std::string& given)
{
    if (given.empty())
        return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto time = parse_iso8601(given);
    if (!time)
        throw UsageError(
            fmt::format("--clock {}: {}; a time needs Z or an offset like +02:00, a date stands alone", given,
                        time.error().what));
    return *time;
}

} // namespace easprobe::cli
