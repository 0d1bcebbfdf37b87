// A handset reads an answer whole or not at all: one that is cut short, of another type or undecodable is
// lost.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/readable.h"

namespace easprobe::checks::options {

namespace {

Outcome run(const Case& given)
{
    return readable_replies(given, Phase::Options);
}

} // namespace

extern const Check reply_readable;
const Check reply_readable{
    .id = "options.reply-readable",
    .title = "The answer to OPTIONS arrives whole",
    .phase = Phase::Options,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2"},
    .why = "A handset that gets no whole answer to OPTIONS learns no protocol version and stops.",
    .remedy = "Look for what changes or cuts answers between the server and the handset: a proxy, a firewall "
              "that inspects content, a time-out; else for an error in the server's log at that time.",
    .run = run,
};

} // namespace easprobe::checks::options
