// The phone looks people up in the company's directory (Search, store GAL). The user's own name is looked up
// here, because the directory has it.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/eas/search.h"

#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

Outcome run(const Case& given)
{
    const Exchange* search = find_errand(given, ErrandStep::SearchAddressList);
    if (search == nullptr)
        return not_sent(given, "the handset does not search at this version, or the server lists no Search");
    Finding finding = bad_answer(*search, "Search status 1, and 1 for the address list");
    if (given.answer(*search) == Answer::OutOfTime)
        return NotReached{"the run ended before the answer"};
    if (given.answer(*search) != Answer::Usable)
        return finding;
    if (search->reply() == nullptr) {
        finding.observed = "Search was answered with nothing that can be read";
        return finding;
    }
    const auto reply = eas::read_search(*search->reply());
    if (!reply) {
        finding.observed = "Search was answered with " + reply.error().what;
        return finding;
    }
    if (reply->status != 1 || reply->store_status != 1) {
        finding.observed =
            fmt::format("Search status {}, of the address list {}", reply->status, reply->store_status);
        return finding;
    }
    return Passed{
        fmt::format("the address list was searched for the user's own name: {} found", reply->entries.size()),
        {search->number}};
}

} // namespace

extern const Check global_address_list;
const Check global_address_list{
    .id = "sync.global-address-list",
    .title = "People can be looked up in the global address list",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.16; 2.2.3.177.13"},
    .why = "Who writes a mail on the phone finds nobody but those in its own contacts.",
    .remedy =
        "Look at the server's log at the time of the Search: the address list or what holds it cannot be "
        "reached, or the user may not read it.",
    .run = run,
};

} // namespace easprobe::checks::sync
