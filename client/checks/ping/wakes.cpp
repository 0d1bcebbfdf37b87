// A change wakes the Ping, and the Sync that follows fetches it. One that wakes for nothing costs battery
// each time.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/ping/pings.h"
#include "client/checks/sync/errands.h"
#include "client/checks/sync/rounds.h"
#include "client/evidence/reply.h"
#include "protocol/eas/statuses.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::ping {

namespace {

/// Syncs between this Ping and the next one (null: there is none): whether there were any, and what they
/// brought.
struct Fetched {
    bool asked = false;
    std::size_t changes = 0;
};

Fetched fetched_after(const std::vector<sync::Round>& rounds, const Exchange& ping, const Exchange* next_ping)
{
    Fetched fetched;
    for (const sync::Round& round : rounds) {
        if (round.exchange->number < ping.number ||
            (next_ping != nullptr && round.exchange->number > next_ping->number))
            continue;
        fetched.asked = true;
        fetched.changes += round.reply ? round.reply->changes : 0;
    }
    return fetched;
}

/// With --write a mail to oneself was on its way while the phone waited.
std::optional<Outcome> woken_by_mail(const Case& given, const std::vector<sync::Round>& rounds)
{
    const Exchange* waited = sync::find_errand(given, ErrandStep::MailWait);
    const Exchange* arrived =
        sync::find_errand(given, ErrandStep::MailMarkRead); // Done with what has come in.
    if (waited == nullptr || arrived == nullptr || given.answer(*waited) == Answer::OutOfTime)
        return std::nullopt;
    const auto reply = read_reply(*waited, eas::read_ping);
    const auto inbox = std::ranges::find(rounds, "Email", &sync::Round::item_class);
    if (reply && reply->status == eas::ping_status::changed && inbox != rounds.end() &&
        std::ranges::find(reply->changed_folders, inbox->collection_id) != reply->changed_folders.end())
        return Passed{fmt::format("a mail to oneself woke the Ping after {:.1f} s",
                                  static_cast<double>(waited->duration.count()) / 1000),
                      {waited->number}};
    Finding finding = bad_answer(*waited, "Ping status 2 for the Inbox");
    finding.observed =
        fmt::format("a mail to oneself came into the Inbox, and the Ping that waited for it did "
                    "not say so: {}",
                    reply ? fmt::format("status {}", reply->status) : describe_answer(*waited));
    return finding;
}

Outcome run(const Case& given)
{
    const auto& pings = given.pings();
    const auto& rounds = given.rounds();
    Outcome outcome = NotApplicable{"nothing changed on the server while a Ping was open"};
    for (std::size_t i = 0; i < pings.size(); ++i) {
        if (!pings[i].reply || pings[i].reply->status != eas::ping_status::changed)
            continue;
        const int number = pings[i].exchange->number;
        const Exchange* const next = i + 1 < pings.size() ? pings[i + 1].exchange : nullptr;
        const Fetched fetched = fetched_after(rounds, *pings[i].exchange, next);
        if (!fetched.asked)
            continue;
        if (fetched.changes == 0)
            return Finding{
                .observed =
                    "a Ping was answered 'something has changed', and the Sync after it brought nothing",
                .expected = "a change to fetch",
                .evidence = {number},
                .basis = Basis::Observed,
                .source = {},
                .support_code = {},
                .remedy = {},
                .severity = {}};
        outcome = Passed{fmt::format("a change woke the Ping, and {} changes were fetched", fetched.changes),
                         {number}};
    }
    return woken_by_mail(given, rounds).value_or(outcome);
}

} // namespace

extern const Check wakes;
const Check wakes{
    .id = "ping.wakes",
    .title = "A Ping is answered when, and only when, something changes",
    .phase = Phase::Ping,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.177.11"},
    .why = "A phone that is woken for nothing synchronises, finds nothing and pings again: battery and data "
           "are spent; "
           "one that is not woken shows new mail late.",
    .remedy =
        "Look at what the server takes for a change (its synchronisation state may settle after one more "
        "Sync); report it to its maker.",
    .run = run,
};

} // namespace easprobe::checks::ping
