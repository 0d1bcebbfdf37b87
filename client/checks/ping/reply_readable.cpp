// A handset reads an answer whole or not at all: one that is cut short, of another type or undecodable is
// lost.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/readable.h"

namespace easprobe::checks::ping {

namespace {

Outcome run(const Case& given)
{
    return readable_replies(given, Phase::Ping);
}

} // namespace

extern const Check reply_readable;
const Check reply_readable{
    .id = "ping.reply-readable",
    .title = "Answers to Ping can be read",
    .phase = Phase::Ping,
    .severity = Severity::Degraded,
    .citation = {"MS-ASHTTP", "2.2.2"},
    .why = "Direct Push does not work; the handset still synchronises on its schedule and by hand.",
    .remedy = "Look for what changes or cuts answers between the server and the handset: a proxy, a firewall "
              "that inspects content, a time-out; else for an error in the server's log at that time.",
    .run = run,
};

} // namespace easprobe::checks::ping
