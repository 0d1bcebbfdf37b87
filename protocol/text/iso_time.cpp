#include "protocol/text/iso_time.h"

#include <fmt/format.h>
#include <optional>

namespace easprobe {

namespace {

using namespace std::chrono;

/// Takes exactly that many digits from the front of a text, or fails.
std::optional<int> take_digits(std::string_view& text, std::size_t count)
{
    if (text.size() < count)
        return std::nullopt;
    int value = 0;
    for (const char digit : text.substr(0, count)) {
        if (digit < '0' || digit > '9')
            return std::nullopt;
        value = value * 10 + (digit - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char character)
{
    if (!text.starts_with(character))
        return false;
    text.remove_prefix(1);
    return true;
}

std::optional<sys_days> take_date(std::string_view& text)
{
    const auto in_year = take_digits(text, 4);
    if (!in_year || !take(text, '-'))
        return std::nullopt;
    const auto in_month = take_digits(text, 2);
    if (!in_month || !take(text, '-'))
        return std::nullopt;
    const auto in_day = take_digits(text, 2);
    if (!in_day)
        return std::nullopt;
    const year_month_day date{year{*in_year}, month{static_cast<unsigned>(*in_month)},
                              day{static_cast<unsigned>(*in_day)}};
    if (!date.ok() || *in_year < 1950)
        return std::nullopt;
    return sys_days{date};
}

/// hh:mm, and :ss where `with_seconds` and there is one.
std::optional<seconds> take_clock(std::string_view& text, bool with_seconds)
{
    const auto in_hours = take_digits(text, 2);
    if (!in_hours || *in_hours > 23 || !take(text, ':'))
        return std::nullopt;
    const auto in_minutes = take_digits(text, 2);
    if (!in_minutes || *in_minutes > 59)
        return std::nullopt;
    std::optional<int> in_seconds = 0;
    if (with_seconds && take(text, ':'))
        in_seconds = take_digits(text, 2);
    if (!in_seconds || *in_seconds > 59)
        return std::nullopt;
    return hours{*in_hours} + minutes{*in_minutes} + seconds{*in_seconds};
}

std::optional<seconds> take_offset(std::string_view& text)
{
    if (take(text, 'Z'))
        return seconds{0};
    const bool east = text.starts_with('+');
    if (!east && !text.starts_with('-'))
        return std::nullopt;
    text.remove_prefix(1);
    const auto offset = take_clock(text, false);
    if (!offset)
        return std::nullopt;
    return east ? *offset : -*offset;
}

std::optional<sys_seconds> take_time(std::string_view& text)
{
    const auto date = take_date(text);
    if (!date || text.empty())
        return date;
    if (!take(text, 'T'))
        return std::nullopt;
    const auto clock = take_clock(text, true);
    if (!clock)
        return std::nullopt;
    const auto offset = take_offset(text);
    if (!offset)
        return std::nullopt;
    return sys_seconds{*date} + *clock - *offset;
}

} // namespace

std::string to_iso8601(std::chrono::sys_seconds time)
{
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss clock{time - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

tl::expected<std::chrono::sys_seconds, TimeError> parse_iso8601(std::string_view text)
{
    std::string_view rest = text;
    const auto time = take_time(rest);
    if (!time || !rest.empty())
        return tl::unexpected(TimeError{"not a time like 2008-06-01T12:00:00Z", text.size() - rest.size()});
    return *time;
}

} // namespace easprobe
