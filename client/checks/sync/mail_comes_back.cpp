// The mail that was sent to oneself is to be in the Inbox a little later, and so are the reply to it and what
// was forwarded of it. The phone has sent its own words alone: the server puts the mail itself into both.
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"

#include <string_view>

namespace easprobe::checks::sync {

namespace {

/// A body that was cut, or that came as an attachment, may hold it all the same.
bool lacks(const pugi::xml_node& mail, std::string_view words)
{
    const pugi::xml_node body = mail.child("airsyncbase:Body");
    const std::string_view text =
        body ? body.child_value("airsyncbase:Data") : mail.child_value("email:Body");
    const std::string_view truncated =
        body ? body.child_value("airsyncbase:Truncated") : mail.child_value("email:BodyTruncated");
    return !text.empty() && truncated != "1" && !mail.child("airsyncbase:Attachments") &&
           !mail.child("email:Attachments") && text.find(words) == std::string_view::npos;
}

/// The first words of the mail that is passed on.
std::string words_of(const Exchange& sent)
{
    constexpr std::size_t enough = 20;
    const auto head = sent.request.body.find("\r\n\r\n");
    return head == std::string::npos ? std::string() : sent.request.body.substr(head + 4, enough);
}

/// Why the mail of one step did not come in whole at another; nothing where it did, or where the run ended
/// first.
std::optional<std::string> lost(const Case& given, const Exchange& sent, ErrandStep arrival)
{
    const pugi::xml_node mail = brought(given, arrival, "email:Subject", value_in_mail(sent, "Subject: "));
    if (!mail)
        return why_missing(given, sent, find_errand(given, arrival), "Inbox");
    const Exchange* const original = find_errand(given, ErrandStep::MailSend);
    if (original == nullptr || original == &sent || !lacks(mail, words_of(*original)))
        return std::nullopt;
    return "it came with the phone's words alone, without the mail that it is about";
}

Outcome run(const Case& given)
{
    Tally tally;
    struct Way {
        ErrandStep sent;
        ErrandStep arrival;
        const char* name;
    };
    for (const Way& way : {Way{ErrandStep::MailSend, ErrandStep::MailArrive, "the mail"},
                           Way{ErrandStep::ReplySend, ErrandStep::ReplyArrive, "the reply"},
                           Way{ErrandStep::ForwardSend, ErrandStep::ForwardArrive, "the forwarded mail"}}) {
        const Exchange* sent = find_errand(given, way.sent);
        const Exchange* arrived = find_errand(given, way.arrival);
        if (sent != nullptr && arrived != nullptr && !fault_of_exchange(*sent, given))
            tally.add(*arrived, way.name, lost(given, *sent, way.arrival));
    }
    return tally.outcome(given, "the mail to oneself came into the Inbox", "the mail in the Inbox",
                         "no mail was sent that could come back");
}

} // namespace

extern const Check mail_comes_back;
const Check mail_comes_back{
    .id = "sync.mail-comes-back",
    .title = "A mail to oneself arrives",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.17; 2.2.1.19; 2.2.1.20; 2.2.1.21"},
    .why =
        "The server says that it has sent the mail, and it goes nowhere or comes late; or new mail does not "
        "reach the phone. A reply or a forwarded mail without the mail that it is about tells its reader "
        "nothing.",
    .remedy = "Follow the mail by its Message-ID through the server's queues; check the user's address with "
              "--mail-address.",
    .needs = Needs::Writing,
    .run = run,
};

} // namespace easprobe::checks::sync
