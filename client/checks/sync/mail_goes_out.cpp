// With --write a mail is sent to oneself (SendMail), answered (SmartReply) and forwarded (SmartForward). Up
// to 12.1 the answer to each is HTTP 200 and nothing else.
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"

namespace easprobe::checks::sync {

namespace {

Outcome run(const Case& given)
{
    Tally tally;
    struct Way {
        ErrandStep step;
        const char* command;
    };
    for (const Way& way : {Way{ErrandStep::MailSend, "SendMail"}, Way{ErrandStep::ReplySend, "SmartReply"},
                           Way{ErrandStep::ForwardSend, "SmartForward"}})
        if (const Exchange* sent = find_errand(given, way.step))
            tally.add(*sent, way.command, fault_of_exchange(*sent, given));
    return tally.outcome(given, "the server took what was sent to oneself", "HTTP 200",
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
    .citation = {"MS-ASCMD", "2.2.1.17; 2.2.1.19; 2.2.1.20"},
    .why = "What the owner writes stays in the phone's Outbox.",
    .remedy =
        "Look at the server's log at the time of the request: the transport service may be stopped, the "
        "user may not send as this address, or a filter in front of the server refuses the size or type "
        "message/rfc822.",
    .needs = Needs::Writing,
    .run = run,
};

} // namespace easprobe::checks::sync
