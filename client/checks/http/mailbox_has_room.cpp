// A mailbox over its quota takes nothing more, the state of a handset included.
#include "client/checks/http/met.h"

namespace easprobe::checks::http {

namespace {

Outcome run(const Case& given)
{
    const Met met = first_met(given, Answer::MailboxFull);
    if (met.trouble != nullptr)
        return bad_answer(*met.trouble, "HTTP 200: room in the mailbox");
    return passed_where_served(met, "no answer said that the mailbox is full", "no request was served");
}

} // namespace

extern const Check mailbox_has_room;
const Check mailbox_has_room{
    .id = "http.mailbox-has-room",
    .title = "The mailbox has room left",
    .phase = Phase::Http,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2.1.1 (507)"},
    .why = "HTTP 507 stops the synchronisation: the server cannot store what it has to remember of the "
           "handset, or what the handset sends. Which code the phone shows is not known.",
    .remedy = "Raise the quota of the mailbox or have the user delete mail.",
    .run = run,
};

} // namespace easprobe::checks::http
