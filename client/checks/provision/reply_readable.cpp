// A handset reads an answer whole or not at all: one that is cut short, of another type or undecodable is
// lost.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/readable.h"

namespace easprobe::checks::provision {

namespace {

Outcome run(const Case& given)
{
    return readable_replies(given, Phase::Provision);
}

} // namespace

extern const Check reply_readable;
const Check reply_readable{
    .id = "provision.reply-readable",
    .title = "Answers to Provision can be read",
    .phase = Phase::Provision,
    .severity = Severity::Blocker,
    .citation = {"MS-ASHTTP", "2.2.2"},
    .why =
        "A policy that cannot be read cannot be accepted, and without that the server lets nothing through.",
    .remedy = "Look for what changes or cuts answers between the server and the handset: a proxy, a firewall "
              "that inspects content, a time-out; else for an error in the server's log at that time.",
    .run = run,
};

} // namespace easprobe::checks::provision
