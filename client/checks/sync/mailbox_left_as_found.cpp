// Whatever --write makes in the mailbox is taken away again. What could not be is named here, so that
// somebody can do it by hand.
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

Outcome run(const Case& given)
{
    if (!given.evidence.left_behind.empty())
        return Finding{.observed =
                           "left behind: " +
                           printable(fmt::format("{}", fmt::join(given.evidence.left_behind, "; ")), 2000),
                       .expected = "a mailbox as it was before",
                       .evidence = {},
                       .basis = Basis::Observed,
                       .source = {},
                       .support_code = {},
                       .remedy = {},
                       .severity = {}};
    const bool written = std::ranges::any_of(given.evidence.exchanges, [](const Exchange& exchange) {
        return exchange.step && writes(*exchange.step);
    });
    if (!written)
        return NotReached{"nothing was written into the mailbox"};
    return Passed{"whatever was made in the mailbox was taken away again", {}};
}

} // namespace

extern const Check mailbox_left_as_found;
const Check mailbox_left_as_found{
    .id = "sync.mailbox-left-as-found",
    .title = "Nothing of the test is left in the mailbox",
    .phase = Phase::Sync,
    .severity = Severity::Advice,
    .citation = {"easprobe", "--write"},
    .why = "What the test made is still there: items and folders whose name begins with \"easprobe\".",
    .remedy = "Delete by hand what is named here; it was made by easprobe and by nobody else.",
    .needs = Needs::Writing,
    .run = run,
};

} // namespace easprobe::checks::sync
