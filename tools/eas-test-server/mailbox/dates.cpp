#include "tools/eas-test-server/mailbox/dates.h"

#include "protocol/text/base64.h"

#include <array>
#include <cstdint>
#include <fmt/format.h>
#include <string_view>

namespace easprobe::test_server {

namespace {

struct Parts {
    int year;
    unsigned month;
    unsigned day;
    unsigned weekday; ///< 0 is Sunday.
    int hour;
    int minute;
    int second;
};

Parts parts_of(std::chrono::sys_seconds time)
{
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(midnight);
    const std::chrono::hh_mm_ss clock(time - midnight);
    return {static_cast<int>(date.year()),
            static_cast<unsigned>(date.month()),
            static_cast<unsigned>(date.day()),
            std::chrono::weekday(midnight).c_encoding(),
            static_cast<int>(clock.hours().count()),
            static_cast<int>(clock.minutes().count()),
            static_cast<int>(clock.seconds().count())};
}

void put_16(std::string& bytes, int value)
{
    const auto bits = static_cast<std::uint16_t>(value);
    bytes += static_cast<char>(bits & 0xFF);
    bytes += static_cast<char>(bits >> 8);
}

void put_32(std::string& bytes, int value)
{
    const auto bits = static_cast<std::uint32_t>(value);
    put_16(bytes, static_cast<int>(bits & 0xFFFF));
    put_16(bytes, static_cast<int>(bits >> 16));
}

/// 32 UTF-16 characters, filled up with NUL.
void put_name(std::string& bytes, std::string_view name)
{
    constexpr std::size_t characters = 32;
    for (std::size_t i = 0; i < characters; ++i)
        put_16(bytes, i < name.size() ? static_cast<unsigned char>(name[i]) : 0);
}

/// SYSTEMTIME in the "day in month" form: year 0, weekday, and the week as day, 5 being the last.
void put_switch(std::string& bytes, int month, int weekday, int week, int hour)
{
    for (const int field : {0, month, weekday, week, hour, 0, 0, 0})
        put_16(bytes, field);
}

} // namespace

std::string extended_date(std::chrono::sys_seconds time)
{
    const Parts at = parts_of(time);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.000Z", at.year, at.month, at.day, at.hour,
                       at.minute, at.second);
}

std::string compact_date(std::chrono::sys_seconds time)
{
    const Parts at = parts_of(time);
    return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", at.year, at.month, at.day, at.hour, at.minute,
                       at.second);
}

std::string http_date(std::chrono::sys_seconds time)
{
    constexpr std::array weekdays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const Parts at = parts_of(time);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", weekdays.at(at.weekday), at.day,
                       months.at(at.month - 1), at.year, at.hour, at.minute, at.second);
}

std::string central_european_time_zone()
{
    std::string bytes;
    put_32(bytes, -60); // Bias, minutes: UTC = local time + bias.
    put_name(bytes, "W. Europe Standard Time");
    put_switch(bytes, 10, 0, 5, 3);
    put_32(bytes, 0);
    put_name(bytes, "W. Europe Daylight Time");
    put_switch(bytes, 3, 0, 5, 2);
    put_32(bytes, -60);
    return base64_encode(bytes);
}

std::string impossible_time_zone()
{
    constexpr std::size_t size = 172;
    return base64_encode(std::string(size, '\xB7'));
}

} // namespace easprobe::test_server
