#include "tools/eas-test-server/mailbox/invitation.h"

#include "protocol/text/ascii.h"
#include "protocol/text/base64.h"
#include "tools/eas-test-server/mailbox/dates.h"
#include "tools/eas-test-server/mailbox/store.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

namespace easprobe::test_server {

namespace {

/// Names in upper case, without parameters; of a name that stands twice the first.
using Properties = std::map<std::string, std::string, std::less<>>;

Properties properties_of(std::string_view calendar)
{
    Properties properties;
    std::string unfolded;
    for (std::size_t i = 0; i < calendar.size(); ++i)
        if (calendar.substr(i, 3) == "\r\n ")
            i += 2;
        else
            unfolded += calendar[i];
    std::string_view rest = unfolded;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find("\r\n"));
        rest.remove_prefix(std::min(rest.size(), line.size() + 2));
        // A colon inside of quotes is a parameter's.
        bool quoted = false;
        const auto* const colon = std::ranges::find_if(line, [&quoted](char character) {
            quoted = quoted != (character == '"');
            return character == ':' && !quoted;
        });
        if (colon == line.end())
            continue;
        const auto at = static_cast<std::size_t>(colon - line.begin());
        const std::string_view head = line.substr(0, at);
        properties.emplace(head.substr(0, head.find(';')), line.substr(at + 1));
        if (head.find(";RSVP=TRUE") != std::string_view::npos)
            properties.emplace("RSVP", "TRUE");
    }
    return properties;
}

std::string value_of(const Properties& properties, std::string_view name)
{
    const auto found = properties.find(name);
    return found == properties.end() ? std::string() : found->second;
}

/// "20080601T120000Z".
std::optional<Instant> instant_of(std::string_view date)
{
    if (date.size() != 16 || date[8] != 'T' || date[15] != 'Z')
        return std::nullopt;
    const std::string digits = std::string(date.substr(0, 8)) + std::string(date.substr(9, 6));
    if (!std::ranges::all_of(digits, [](char digit) { return digit >= '0' && digit <= '9'; }))
        return std::nullopt;
    const auto number = [&digits](std::size_t at, std::size_t count) {
        return std::stoi(digits.substr(at, count));
    };
    const std::chrono::year_month_day day{std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(6, 2)))};
    const int hour = number(8, 2);
    const int minute = number(10, 2);
    const int second = number(12, 2);
    // RFC 5545 3.3.12; 60 is a leap second.
    if (!day.ok() || hour > 23 || minute > 59 || second > 60)
        return std::nullopt;
    return std::chrono::sys_days(day) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

/// As Exchange keeps the UID of another maker's meeting (MS-ASEMAIL 2.2.2.37).
std::string global_object_id(const std::string& uid)
{
    std::string bytes("\x04\0\0\0\x82\0\xE0\0\x74\xC5\xB7\x10\x1A\x82\xE0\x08", 16);
    bytes.append(20, '\0'); // No instance, no date of creation, reserved.
    const std::string name = std::string("vCal-Uid\x01\0\0\0", 12) + uid + '\0';
    const auto size = static_cast<std::uint32_t>(name.size());
    for (const unsigned shift : {0U, 8U, 16U, 24U})
        bytes += static_cast<char>((size >> shift) & 0xFFU);
    return base64_encode(bytes + name);
}

void append(pugi::xml_node data, const char* name, const std::string& value)
{
    data.append_child(name).text().set(value.c_str());
}

std::shared_ptr<const pugi::xml_document> event_of(const Invitation& invitation, Attendance attendance,
                                                   Instant now)
{
    auto document = std::make_shared<pugi::xml_document>();
    const pugi::xml_node data = document->append_child("data");
    append(data, "calendar:Timezone", central_european_time_zone());
    append(data, "calendar:AllDayEvent", "0");
    append(data, "calendar:BusyStatus", std::to_string(static_cast<int>(attendance)));
    append(data, "calendar:OrganizerName", invitation.organizer);
    append(data, "calendar:OrganizerEmail", invitation.organizer);
    append(data, "calendar:DtStamp", compact_date(now));
    append(data, "calendar:EndTime", compact_date(invitation.end));
    append(data, "calendar:Sensitivity", "0");
    append(data, "calendar:Subject", invitation.subject);
    append(data, "calendar:StartTime", compact_date(invitation.start));
    append(data, "calendar:UID", invitation.uid);
    append(data, "calendar:MeetingStatus", "3"); // A meeting that somebody else has asked to.
    return document;
}

std::map<std::string, Item>::iterator find_event(Folder& calendar, const std::string& uid)
{
    return std::ranges::find_if(calendar.items, [&](const auto& entry) {
        return uid == entry.second.data->document_element().child_value("calendar:UID");
    });
}

} // namespace

std::optional<Invitation> read_invitation(std::string_view message)
{
    constexpr std::string_view end_mark = "END:VCALENDAR";
    const auto begin = message.find("\r\nBEGIN:VCALENDAR\r\n");
    const auto end = message.find(end_mark, begin == std::string_view::npos ? message.size() : begin);
    if (end == std::string_view::npos)
        return std::nullopt;
    const Properties properties = properties_of(message.substr(begin, end - begin));
    const auto start = instant_of(value_of(properties, "DTSTART"));
    const auto finish = instant_of(value_of(properties, "DTEND"));
    std::string organizer = value_of(properties, "ORGANIZER");
    // Without it the meeting would be the same as every event that has none either (RFC 5545 3.8.4.7).
    std::string uid = value_of(properties, "UID");
    constexpr std::string_view scheme = "mailto:";
    if (value_of(properties, "METHOD") != "REQUEST" || !start || !finish || uid.empty() ||
        !organizer.starts_with(scheme))
        return std::nullopt;
    return Invitation{std::move(uid),
                      value_of(properties, "SUMMARY"),
                      organizer.substr(scheme.size()),
                      properties.contains("RSVP"),
                      *start,
                      *finish};
}

void write_meeting_request(pugi::xml_node data, const Invitation& invitation, Instant now)
{
    data.child("email:MessageClass").text().set("IPM.Schedule.Meeting.Request");
    data.child("email:ContentClass").text().set("urn:content-classes:calendarmessage");
    const pugi::xml_node request = data.append_child("email:MeetingRequest");
    append(request, "email:AllDayEvent", "0");
    append(request, "email:StartTime", extended_date(invitation.start));
    append(request, "email:DtStamp", extended_date(now));
    append(request, "email:EndTime", extended_date(invitation.end));
    append(request, "email:InstanceType", "0");
    append(request, "email:Organizer", invitation.organizer);
    append(request, "email:ResponseRequested", invitation.answer_wanted ? "1" : "0");
    append(request, "email:Sensitivity", "0");
    append(request, "email:BusyStatus", "2");
    append(request, "email:TimeZone", central_european_time_zone());
    append(request, "email:GlobalObjId", global_object_id(invitation.uid));
}

bool is_organizer(const User& user, const Invitation& invitation)
{
    return equal_ignoring_case(user.address, invitation.organizer);
}

std::string enter_event(User& user, const Invitation& invitation, Attendance attendance, Instant now)
{
    constexpr int calendar_type = 8;
    Folder* const calendar = user.mailbox.find_folder_of_type(calendar_type);
    if (calendar == nullptr)
        return {};
    const auto known = find_event(*calendar, invitation.uid);
    if (known == calendar->items.end()) {
        Item item;
        item.when = invitation.end;
        item.data = event_of(invitation, attendance, now);
        return user.mailbox.add(*calendar, std::move(item));
    }
    known->second.data = event_of(invitation, attendance, now);
    user.mailbox.touch(known->second);
    return known->first;
}

void remove_event(User& user, const Invitation& invitation)
{
    constexpr int calendar_type = 8;
    if (Folder* const calendar = user.mailbox.find_folder_of_type(calendar_type))
        if (const auto known = find_event(*calendar, invitation.uid); known != calendar->items.end())
            calendar->items.erase(known);
}

} // namespace easprobe::test_server
