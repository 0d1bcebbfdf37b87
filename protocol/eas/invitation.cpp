#include "protocol/eas/invitation.h"

#include "protocol/eas/dates.h"

#include <fmt/format.h>
#include <string_view>

namespace easprobe::eas {

namespace {

/// As it may stand in a URI, in a quoted parameter and in a line.
std::string harmless(std::string_view value)
{
    std::string kept;
    for (const char character : value)
        if (static_cast<unsigned char>(character) >= 0x20 && character != 0x7F && character != '"')
            kept += character;
    return kept;
}

/// RFC 5545 3.3.11.
std::string as_text(std::string_view value)
{
    std::string escaped;
    for (const char character : harmless(value)) {
        if (character == '\\' || character == ';' || character == ',')
            escaped += '\\';
        escaped += character;
    }
    return escaped;
}

/// Continued on further lines that begin with a space; no UTF-8 character is cut in two.
std::string folded(std::string_view line)
{
    constexpr std::size_t most = 75;
    std::string lines;
    std::size_t room = most;
    while (line.size() > room) {
        std::size_t cut = room;
        while (cut > 0 && (static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U)
            --cut;
        cut = cut == 0 ? room : cut; // That is no UTF-8.
        lines += fmt::format("{}\r\n ", line.substr(0, cut));
        line.remove_prefix(cut);
        room = most - 1; // The space counts.
    }
    return fmt::format("{}{}\r\n", lines, line);
}

} // namespace

std::string to_icalendar(const Invitation& invitation)
{
    const std::string attendee = harmless(invitation.attendee);
    const std::string organizer = harmless(invitation.organizer);
    const std::string sent_by = organizer == attendee ? "" : fmt::format(";SENT-BY=\"mailto:{}\"", attendee);
    std::string text = "BEGIN:VCALENDAR\r\n"
                       "PRODID:-//easprobe//easprobe//EN\r\n"
                       "VERSION:2.0\r\n"
                       "METHOD:REQUEST\r\n"
                       "BEGIN:VEVENT\r\n";
    text += folded("UID:" + harmless(invitation.uid));
    text += folded("DTSTAMP:" + compact_date(invitation.asked));
    text += folded("DTSTART:" + compact_date(invitation.start));
    text += folded("DTEND:" + compact_date(invitation.end));
    text += folded("SUMMARY:" + as_text(invitation.subject));
    text += folded(fmt::format("ORGANIZER{}:mailto:{}", sent_by, organizer));
    text += folded("ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:" + attendee);
    return text + "SEQUENCE:0\r\n"
                  "STATUS:CONFIRMED\r\n"
                  "TRANSP:TRANSPARENT\r\n"
                  "X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n"
                  "END:VEVENT\r\n"
                  "END:VCALENDAR\r\n";
}

} // namespace easprobe::eas
