// A handset reads an answer whole or not at all: one that is cut short, of another type or undecodable is
// lost.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/readable.h"

namespace easprobe::checks::sync {

namespace {

Outcome run(const Case& given)
{
    return readable_replies(given, Phase::Sync);
}

} // namespace

extern const Check reply_readable;
const Check reply_readable{
    .id = "sync.reply-readable",
    .title = "Answers to Sync can be read",
    .phase = Phase::Sync,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2"},
    .why = "Items in an answer that cannot be read do not arrive; the handset asks again with the same key "
           "and meets the same answer.",
    .remedy = "Look for what changes or cuts answers between the server and the handset: a proxy, a firewall "
              "that inspects content, a time-out; else for an error in the server's log at that time.",
    .run = run,
};

} // namespace easprobe::checks::sync
