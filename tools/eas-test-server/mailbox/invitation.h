#pragma once

#include "tools/eas-test-server/mailbox/mailbox.h"

#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace easprobe::test_server {

struct User;

/// A meeting that somebody is asked to.
struct Invitation {
    std::string uid; ///< Never empty.
    std::string subject;
    std::string organizer; ///< Mail address.
    bool answer_wanted = false;
    Instant start;
    Instant end;
};

/// The iCalendar of method REQUEST in a message/rfc822 text (RFC 5546 3.2.2), its times in UTC; nothing where
/// there is none that can be read.
std::optional<Invitation> read_invitation(std::string_view message);

/// Makes a mail's data those of a meeting request (MS-ASEMAIL 2.2.2.48).
void write_meeting_request(pugi::xml_node data, const Invitation& invitation, Instant now);

/// Whether this is somebody whom the user asks himself.
bool is_organizer(const User& user, const Invitation& invitation);

/// BusyStatus of an event (MS-ASCAL 2.2.2.10).
enum class Attendance { Tentative = 1, Accepted = 2 };

/// Enters it into the user's calendar, or changes what is there of it, and gives its ServerId; empty where
/// there is no calendar.
std::string enter_event(User& user, const Invitation& invitation, Attendance attendance, Instant now);

/// Takes it out again, if it is there.
void remove_event(User& user, const Invitation& invitation);

} // namespace easprobe::test_server
