// Each folder's synchronisation begins with key 0, which is answered with the first real key and no items.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/status_finding.h"
#include "client/checks/sync/rounds.h"

#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

constexpr std::size_t longest_key = 64; // MS-ASCMD 2.2.3.181.5

std::optional<Finding> fault_of(const Round& round, const Case& given)
{
    const Exchange& exchange = *round.exchange;
    if (given.answer(exchange) == Answer::HttpError) {
        Finding finding = bad_answer(exchange, "HTTP 200 to Sync");
        finding.observed += fmt::format(" ({}, key 0)", name_of(round));
        return finding;
    }
    if (round.reply && round.reply->deciding_status() != 1)
        return status_finding(exchange, round.reply->deciding_status(), name_of(round) + ", key 0");
    std::string observed;
    if (round.reply && round.reply->sync_key.empty())
        observed = fmt::format("no SyncKey in the answer to key 0 ({})", name_of(round));
    else if (round.reply && round.reply->sync_key.size() > longest_key)
        observed =
            fmt::format("a SyncKey of {} characters ({})", round.reply->sync_key.size(), name_of(round));
    else if (!round.reply && given.answer(exchange) == Answer::Usable)
        observed = fmt::format("an empty answer to key 0 ({})", name_of(round));
    if (observed.empty())
        return std::nullopt;
    Finding finding = bad_answer(exchange, "Status 1 and a SyncKey of 1 to 64 characters");
    finding.observed = std::move(observed);
    return finding;
}

Outcome run(const Case& given)
{
    Passed passed;
    std::string names;
    const std::vector<Round>& rounds = given.rounds();
    for (const Round& round : rounds) {
        if (round.asked_key != "0")
            continue;
        // A status that led back to a key in the end did not keep the handset from synchronising.
        if (round.reply && round.reply->deciding_status() != 1 &&
            was_served_after(given, rounds, round.exchange->number, round.item_class))
            continue;
        if (auto finding = fault_of(round, given))
            return *finding;
        if (!round.reply)
            continue;
        passed.evidence.push_back(round.exchange->number);
        names += (names.empty() ? "" : ", ") + name_of(round);
    }
    if (passed.evidence.empty())
        return NotReached{"no answer to a Sync with key 0 could be read"};
    passed.observed = "first keys were made for " + names;
    return passed;
}

} // namespace

extern const Check initial_key;
const Check initial_key{
    .id = "sync.initial-key",
    .title = "Every folder gets its first SyncKey",
    .phase = Phase::Sync,
    .severity = Severity::Blocker,
    .citation = {"MS-ASCMD", "2.2.3.181.5"},
    .why = "Without a first key nothing of the folder can be synchronised, and the phone reports an error "
           "each time.",
    .remedy =
        "Look at the server's log at the time of this request; a mailbox whose synchronisation state is "
        "damaged is helped by deleting the device's partnership.",
    .run = run,
};

} // namespace easprobe::checks::sync
