#include "protocol/eas/time_zone.h"

#include "protocol/text/base64.h"
#include "protocol/text/printable.h"

#include <array>
#include <fmt/format.h>

namespace easprobe::eas {

namespace {

constexpr std::size_t structure_size = 172;
constexpr std::size_t standard_date = 68;
constexpr std::size_t daylight_date = 152;

/// The fields of a SYSTEMTIME, each of 16 bits, with their range where it says when the clocks change.
struct Field {
    const char* name;
    unsigned least;
    unsigned most;
};
constexpr std::array date_fields = {Field{"year", 0, 30827},    Field{"month", 1, 12},
                                    Field{"day of week", 0, 6}, Field{"day", 1, 31},
                                    Field{"hour", 0, 23},       Field{"minute", 0, 59},
                                    Field{"second", 0, 59},     Field{"millisecond", 0, 999}};

unsigned word_at(std::string_view bytes, std::size_t offset)
{
    return static_cast<unsigned char>(bytes[offset]) |
           static_cast<unsigned>(static_cast<unsigned char>(bytes[offset + 1])) << 8U;
}

/// What is wrong with a date of change, in words; a month of 0 says that there is none, and the rest is 0
/// then.
std::string fault_of_date(std::string_view bytes, std::size_t offset, std::string_view name)
{
    const bool no_change = word_at(bytes, offset + 2) == 0;
    for (std::size_t i = 0; i < date_fields.size(); ++i) {
        const Field& field = date_fields.at(i);
        const unsigned value = word_at(bytes, offset + 2 * i);
        if (no_change ? value != 0 : value < field.least || value > field.most)
            return fmt::format("{} has {} {}", name, field.name, value);
    }
    return {};
}

} // namespace

std::string fault_of_time_zone(std::string_view encoded)
{
    const auto bytes = base64_decode(encoded);
    if (!bytes)
        return fmt::format("'{}' is no base64", printable(encoded, 40));
    if (bytes->size() != structure_size)
        return fmt::format("it has {} bytes, not {}", bytes->size(), structure_size);
    const std::string standard = fault_of_date(*bytes, standard_date, "StandardDate");
    return standard.empty() ? fault_of_date(*bytes, daylight_date, "DaylightDate") : standard;
}

} // namespace easprobe::eas
