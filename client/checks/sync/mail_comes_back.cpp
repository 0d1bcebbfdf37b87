// The mail that was sent to oneself is to be in the Inbox a little later, and so is the reply to it.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/eas/sync.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

/// Of the message/rfc822 that was sent.
std::string subject_of(const Exchange& sent)
{
    constexpr std::string_view field = "\r\nSubject: ";
    const std::string& message = sent.request.body;
    const auto at = message.find(field);
    if (at == std::string::npos)
        return {};
    const auto begin = at + field.size();
    return message.substr(begin, message.find("\r\n", begin) - begin);
}

bool brings(const Exchange& exchange, const std::string& subject)
{
    if (exchange.reply() == nullptr)
        return false;
    const auto reply = eas::read_sync(*exchange.reply());
    return reply && std::ranges::any_of(reply->items, [&](const pugi::xml_node& item) {
               return subject == item.child("ApplicationData").child_value("email:Subject");
           });
}

/// Why the mail of one step did not come in at another; nothing where it did, or where the run ended first.
std::optional<std::string> lost(const Evidence& evidence, const Exchange& sent, std::string_view arrival)
{
    const Exchange* last = find_errand(evidence, arrival);
    if (last == nullptr || answer_of(*last, evidence) == Answer::OutOfTime)
        return std::nullopt;
    const std::string subject = subject_of(sent);
    const bool came = std::ranges::any_of(evidence.exchanges, [&](const Exchange& exchange) {
        return exchange.purpose == Purpose::Errand && exchange.probe == arrival && brings(exchange, subject);
    });
    if (came)
        return std::nullopt;
    if (auto fault = fault_of_sync(*last, evidence, {}))
        return fault;
    const auto took = std::chrono::duration_cast<std::chrono::seconds>(last->started - sent.started);
    return fmt::format("it had not come into the Inbox {} s after it was taken", took.count());
}

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    if (auto nothing = unless_writing(evidence))
        return *nothing;
    Tally tally;
    struct Way {
        const char* sent;
        const char* arrival;
        const char* name;
    };
    for (const Way& way :
         {Way{"mail.send", "mail.arrive", "the mail"}, Way{"reply.send", "reply.arrive", "the reply"}}) {
        const Exchange* sent = find_errand(evidence, way.sent);
        const Exchange* arrived = find_errand(evidence, way.arrival);
        if (sent != nullptr && arrived != nullptr && !fault_of_exchange(*sent, evidence))
            tally.add(*arrived, way.name, lost(evidence, *sent, way.arrival));
    }
    return tally.outcome(evidence, "the mail to oneself came into the Inbox", "the mail in the Inbox",
                         "no mail was sent that could come back");
}

} // namespace

extern const Check mail_comes_back;
const Check mail_comes_back{
    .id = "sync.mail-comes-back",
    .title = "A mail to oneself arrives",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.17; 2.2.1.21"},
    .why =
        "The server says that it has sent the mail, and it goes nowhere or comes late; or new mail does not "
        "reach the phone.",
    .remedy = "Follow the mail by its Message-ID through the server's queues; check the user's address with "
              "--mail-address.",
    .run = run,
};

} // namespace easprobe::checks::sync
