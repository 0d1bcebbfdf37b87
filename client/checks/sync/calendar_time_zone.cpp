// An appointment carries its time zone as a structure of 172 bytes (MS-ASDTYPE 2.7.6); a handset computes
// with it.
#include "client/checks/check.h"
#include "client/checks/sync/rounds.h"
#include "protocol/text/base64.h"
#include "protocol/text/printable.h"

#include <array>
#include <cstdint>
#include <fmt/format.h>

namespace easprobe::checks::sync {

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

/// What is wrong with the structure, in words; empty when nothing is.
std::string fault_of(std::string_view encoded)
{
    const auto bytes = base64_decode(encoded);
    if (!bytes)
        return fmt::format("'{}' is no base64", printable(encoded, 40));
    if (bytes->size() != structure_size)
        return fmt::format("it has {} bytes, not {}", bytes->size(), structure_size);
    const std::string standard = fault_of_date(*bytes, standard_date, "StandardDate");
    return standard.empty() ? fault_of_date(*bytes, daylight_date, "DaylightDate") : standard;
}

/// Of an appointment, or of the invitation that a mail is.
struct Zone {
    pugi::xml_node element;
    std::string_view subject;
};

Zone zone_of(const Item& item)
{
    if (const pugi::xml_node own = item.data.child("calendar:Timezone"))
        return {own, item.data.child_value("calendar:Subject")};
    return {item.data.child("email:MeetingRequest").child("email:TimeZone"),
            item.data.child_value("email:Subject")};
}

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    std::size_t seen = 0;
    const auto rounds = rounds_of(evidence);
    for (const Item& item : items_of(rounds)) {
        const Zone zone = zone_of(item);
        if (!zone.element)
            continue;
        ++seen;
        const std::string fault = fault_of(zone.element.child_value());
        if (fault.empty())
            continue;
        Finding finding;
        finding.observed = fmt::format("the TimeZone of the appointment '{}' is not well formed: {}",
                                       printable(zone.subject, 80), fault);
        finding.expected = "172 bytes whose dates of change are dates, or all 0";
        finding.evidence = {item.exchange->number};
        return finding;
    }
    if (seen == 0)
        return NotReached{"no appointment with a time zone came"};
    return Passed{fmt::format("{} appointments came with a well-formed time zone", seen), {}};
}

} // namespace

extern const Check calendar_time_zone;
const Check calendar_time_zone{
    .id = "sync.calendar-time-zone",
    .title = "Appointments carry a well-formed time zone",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASDTYPE", "2.7.6"},
    .why =
        "A phone that computes with the structure shows the appointment at another hour, or leaves it out.",
    .remedy =
        "Compare a few appointments on the phone with the server's. Have the server fill the unused fields "
        "with 0; report it to its maker.",
    .run = run,
};

} // namespace easprobe::checks::sync
