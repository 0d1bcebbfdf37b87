#pragma once

#include <chrono>
#include <string>

namespace easprobe::eas {

/// Somebody is asked to a meeting, as far as a handset needs it to ask itself. Times are in UTC, so that no
/// time zone has to be told.
struct Invitation {
    std::string uid;     ///< Unlike any other; at most 64 characters, which some servers make a ServerId of.
    std::string subject; ///< One line.
    std::string organizer; ///< The mail address of who asks, and gets the answer.
    std::string attendee;  ///< The mail address of who is asked, and who sends it.
    std::chrono::sys_seconds asked;
    std::chrono::sys_seconds start;
    std::chrono::sys_seconds end;
};

/// The text/calendar part of the mail, method REQUEST (RFC 5546 3.2.2), its lines folded at 75 bytes (RFC
/// 5545 3.1). No answer by mail is asked for (RSVP), and the time stays free. Where the organizer is another
/// than the attendee, that one sends it in his name (SENT-BY). Control characters and quotes in an address or
/// in the subject are left out, so that no value becomes a line of its own.
std::string to_icalendar(const Invitation& invitation);

} // namespace easprobe::eas
