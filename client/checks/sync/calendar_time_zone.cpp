// An appointment carries its time zone as a structure of 172 bytes (MS-ASDTYPE 2.7.6); a handset computes
// with it.
#include "client/checks/check.h"
#include "client/checks/sync/rounds.h"
#include "protocol/eas/time_zone.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

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

Outcome run(const Case& given)
{
    std::size_t seen = 0;
    const auto& rounds = given.rounds();
    for (const Item& item : items_of(rounds)) {
        const Zone zone = zone_of(item);
        if (!zone.element)
            continue;
        ++seen;
        const std::string fault = eas::fault_of_time_zone(zone.element.child_value());
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
