#include "protocol/eas/mail_message.h"

#include <array>
#include <fmt/format.h>

namespace easprobe::eas {

namespace {

std::string field(std::string_view name, std::string_view value)
{
    std::string line = fmt::format("{}: ", name);
    for (const char character : value)
        if (character != '\r' && character != '\n')
            line += character;
    return line + "\r\n";
}

/// RFC 5322 3.3, in UTC.
std::string date_of(std::chrono::sys_seconds time)
{
    constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss clock(time - day);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                       days.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
                       months.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
                       clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string plain_part(const std::string& text)
{
    return field("Content-Type", "text/plain; charset=us-ascii") +
           field("Content-Transfer-Encoding", "7bit") + "\r\n" + text;
}

/// The same in words and as an invitation: a reader takes what it understands (RFC 2046 5.1.4).
std::string alternatives(const MailMessage& message)
{
    constexpr std::string_view boundary = "=_easprobe"; // "=_" is in no line of ours.
    const std::string part = fmt::format("--{}\r\n", boundary);
    return field("Content-Type", fmt::format("multipart/alternative; boundary=\"{}\"", boundary)) + "\r\n" +
           part + plain_part(message.text) + "\r\n" + part +
           field("Content-Type", "text/calendar; charset=us-ascii; method=REQUEST") +
           field("Content-Transfer-Encoding", "7bit") + "\r\n" + message.calendar +
           fmt::format("\r\n--{}--\r\n", boundary);
}

} // namespace

std::string to_rfc822(const MailMessage& message)
{
    return field("From", message.from) + field("To", message.to) + field("Subject", message.subject) +
           field("Date", date_of(message.date)) + field("Message-ID", "<" + message.message_id + ">") +
           field("MIME-Version", "1.0") +
           (message.calendar.empty() ? plain_part(message.text) : alternatives(message));
}

} // namespace easprobe::eas
