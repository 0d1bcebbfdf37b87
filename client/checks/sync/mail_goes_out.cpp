// With --write a mail is sent to oneself (SendMail) and answered (SmartReply). Up to 12.1 the answer to both
// is HTTP 200 and nothing else.
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"

namespace easprobe::checks::sync {

namespace {

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    if (auto nothing = unless_writing(evidence))
        return *nothing;
    Tally tally;
    if (const Exchange* mail = find_errand(evidence, "mail.send"))
        tally.add(*mail, "SendMail", fault_of_exchange(*mail, evidence));
    if (const Exchange* reply = find_errand(evidence, "reply.send"))
        tally.add(*reply, "SmartReply", fault_of_exchange(*reply, evidence));
    return tally.outcome(evidence, "the server took a mail to oneself and the reply to it", "HTTP 200",
                         "the user's own address is not known (--mail-address), there is no Inbox, or the "
                         "server lists no SendMail");
}

} // namespace

extern const Check mail_goes_out;
const Check mail_goes_out{
    .id = "sync.mail-goes-out",
    .title = "Mail that is written on the phone is taken",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.17; 2.2.1.20"},
    .why = "What the owner writes stays in the phone's Outbox.",
    .remedy =
        "Look at the server's log at the time of the request: the transport service may be stopped, the "
        "user may not send as this address, or a filter in front of the server refuses the size or type "
        "message/rfc822.",
    .run = run,
};

} // namespace easprobe::checks::sync
