// An answer to Autodiscover is XML of a schema of its own; a host that answers with other XML was asked in
// vain.
#include "client/checks/autodiscover/attempts.h"
#include "client/checks/check.h"

#include <algorithm>

namespace easprobe::checks::autodiscover {

namespace {

Outcome run(const Case& given)
{
    const auto& attempts = given.attempts();
    const auto unreadable = std::ranges::find(attempts, AttemptKind::Unreadable, &Attempt::kind);
    const auto settings = std::ranges::find(attempts, AttemptKind::Settings, &Attempt::kind);
    const bool understood =
        std::ranges::any_of(attempts, [](const Attempt& attempt) { return attempt.reply.has_value(); });
    if (unreadable != attempts.end() && settings == attempts.end())
        return Finding{.observed = describe(attempts),
                       .expected = "an answer of the mobilesync schema of 2006",
                       .evidence = proofs_in(attempts),
                       .basis = Basis::Observed,
                       .source = {},
                       .support_code = "0x80004005",
                       .remedy = {},
                       .severity = {}};
    if (!understood)
        return NotReached{"no answer of Autodiscover came"};
    return Passed{"the answers are of the schema that was asked for", proofs_in(attempts)};
}

} // namespace

extern const Check reply_readable;
const Check reply_readable{
    .id = "autodiscover.reply-readable",
    .title = "Answers of Autodiscover can be read",
    .phase = Phase::Autodiscover,
    .severity = Severity::Blocker,
    .citation = {"MS-ASCMD", "2.2.1.1"},
    .why = "XML of another schema, or cut short, tells the handset nothing, though a host answers. A server "
           "that "
           "knows only the schema for Outlook has no provider for handsets.",
    .remedy = "Look at the Autodiscover directory of the server: the provider MobileSync must be there and "
              "working; look for a proxy that changes or cuts answers.",
    .run = run,
};

} // namespace easprobe::checks::autodiscover
