#pragma once

#include <chrono>
#include <string>

namespace easprobe::eas {

/// A mail of plain ASCII text as SendMail, SmartReply and SmartForward carry it up to version 12.1: the body
/// of the request is the message itself, message/rfc822 (MS-ASCMD 2.2.1.17).
struct MailMessage {
    std::string from;
    std::string to;
    std::string subject;
    std::string message_id; ///< Without its angle brackets.
    std::chrono::sys_seconds date;
    std::string text;     ///< Lines end with CR LF.
    std::string calendar; ///< Beside the text: an invitation as iCalendar, 7-bit (RFC 6047 2.4); empty: none.
};

/// RFC 5322. Line breaks in a header field's value are left out, so that no value becomes a field of its own.
std::string to_rfc822(const MailMessage& message);

} // namespace easprobe::eas
