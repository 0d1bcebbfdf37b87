#include "protocol/eas/dates.h"

#include <fmt/format.h>

namespace easprobe::eas {

std::string compact_date(std::chrono::sys_seconds time)
{
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string as_compact_date(std::string_view date)
{
    std::string compact;
    bool in_fraction = false;
    for (const char character : date) {
        in_fraction = character == '.' || (in_fraction && character != 'Z');
        if (character != '-' && character != ':' && !in_fraction)
            compact += character;
    }
    return compact;
}

} // namespace easprobe::eas
