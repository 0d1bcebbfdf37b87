#include "client/session/errands/sample_items.h"

#include "protocol/eas/dates.h"
#include "protocol/text/base64.h"

namespace easprobe::session {

namespace {

/// UTC without daylight saving time is 172 bytes of zero (MS-ASDTYPE 2.7.6).
std::string universal_time_zone()
{
    constexpr std::size_t size = 172;
    return base64_encode(std::string(size, '\0'));
}

eas::ItemFields contact(const std::string& name, Edition edition)
{
    return {{"contacts:FileAs", name},
            {"contacts:FirstName", "easprobe"},
            {"contacts:LastName", name},
            {"contacts:JobTitle", edition == Edition::First ? "Made by a test" : "Changed by a test"}};
}

eas::ItemFields event(const std::string& name, std::chrono::sys_seconds now, Edition edition)
{
    const auto start =
        std::chrono::floor<std::chrono::days>(now) + std::chrono::days(1) + std::chrono::hours(12);
    return {{"calendar:Timezone", universal_time_zone()},
            {"calendar:AllDayEvent", "0"},
            {"calendar:BusyStatus", "0"},
            {"calendar:DtStamp", eas::compact_date(now)},
            {"calendar:EndTime", eas::compact_date(start + std::chrono::minutes(30))},
            {"calendar:Location", edition == Edition::First ? "Made by a test" : "Changed by a test"},
            {"calendar:Sensitivity", "0"},
            {"calendar:Subject", name},
            {"calendar:StartTime", eas::compact_date(start)},
            {"calendar:UID", name.substr(name.rfind(' ') + 1)},
            {"calendar:MeetingStatus", "0"}};
}

eas::ItemFields task(const std::string& name, Edition edition)
{
    return {{"tasks:Complete", "0"},
            {"tasks:Importance", edition == Edition::First ? "1" : "2"},
            {"tasks:ReminderSet", "0"},
            {"tasks:Sensitivity", "0"},
            {"tasks:Subject", name}};
}

} // namespace

eas::ItemFields sample_item(std::string_view item_class, const std::string& name,
                            std::chrono::sys_seconds now, Edition edition)
{
    if (item_class == "Contacts")
        return contact(name, edition);
    if (item_class == "Calendar")
        return event(name, now, edition);
    return item_class == "Tasks" ? task(name, edition) : eas::ItemFields{};
}

} // namespace easprobe::session
