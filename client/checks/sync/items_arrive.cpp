// With a key in hand the handset asks for items, window by window, until the server says that there are no
// more.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/status_finding.h"
#include "client/checks/sync/rounds.h"
#include "protocol/eas/get_item_estimate.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <string>

namespace easprobe::checks::sync {

namespace {

/// The same item in this many windows of one folder is no progress.
constexpr int repeats_of_a_loop = 3;

std::optional<Finding> fault_of(const Round& round, const Case& given)
{
    if (given.answer(*round.exchange) == Answer::HttpError) {
        Finding finding = bad_answer(*round.exchange, "HTTP 200 to Sync");
        finding.observed += fmt::format(" ({})", name_of(round));
        return finding;
    }
    if (round.reply && round.reply->deciding_status() != 1)
        return status_finding(*round.exchange, round.reply->deciding_status(), name_of(round));
    return std::nullopt;
}

/// A status is no fault where its documented way back led to items, or to an estimate of none.
bool recovered(const Case& given, const std::vector<Round>& rounds, const Round& refused)
{
    return refused.reply && was_served_after(given, rounds, refused.exchange->number, refused.item_class);
}

/// The handset had the folder's items after all.
bool recovered(const Case& given, const std::vector<Round>& rounds, const Exchange& refused_estimate)
{
    const pugi::xml_document* question = refused_estimate.question();
    if (question == nullptr || refused_estimate.reply() == nullptr)
        return false;
    const pugi::xml_node asked = question->document_element().child("Collections").child("Collection");
    return was_served_after(given, rounds, refused_estimate.number, asked.child_value("Class"));
}

std::optional<Finding> estimate_fault(const Exchange& exchange, const Case& given)
{
    const Answer answer = given.answer(exchange);
    if (answer == Answer::HttpError)
        return bad_answer(exchange, "HTTP 200 to GetItemEstimate");
    if (answer != Answer::Usable)
        return std::nullopt;
    const auto reply = eas::read_get_item_estimate(*exchange.reply());
    if (reply && reply->status != 1)
        return status_finding(exchange, reply->status, {});
    return std::nullopt;
}

std::optional<Finding> endless(const std::vector<Round>& rounds)
{
    std::map<std::string, std::map<std::string, int>> seen;
    for (const Round& round : rounds) {
        if (round.asked_key == "0")
            seen[round.collection_id].clear();
        if (!round.reply || !round.reply->more_available)
            continue;
        for (const pugi::xml_node& item : round.reply->items) {
            const std::string id = item.child_value("ServerId");
            if (++seen[round.collection_id][id] < repeats_of_a_loop)
                continue;
            Finding finding = bad_answer(*round.exchange, "an end of MoreAvailable");
            finding.observed = fmt::format("MoreAvailable came with the same items {} times ({})",
                                           repeats_of_a_loop, name_of(round));
            return finding;
        }
        if (round.reply->changes == 0 && ++seen[round.collection_id][""] >= repeats_of_a_loop) {
            Finding finding = bad_answer(*round.exchange, "items, or an end of MoreAvailable");
            finding.observed = fmt::format("MoreAvailable came without any item {} times ({})",
                                           repeats_of_a_loop, name_of(round));
            return finding;
        }
    }
    return std::nullopt;
}

bool is_of_items(const Exchange& exchange)
{
    return exchange.command == eas::Command::Sync || exchange.command == eas::Command::GetItemEstimate;
}

Passed items_seen(const std::vector<Round>& rounds, const Case& given)
{
    std::map<std::string, std::size_t> count;
    Passed passed;
    for (const Exchange* exchange : exchanges_of(given, Phase::Sync))
        if (is_of_items(*exchange) && given.answer(*exchange) == Answer::Usable)
            passed.evidence.push_back(exchange->number);
    for (const Round& round : rounds)
        count[name_of(round)] += round.reply ? round.reply->items.size() : 0;
    for (const auto& [name, items] : count)
        passed.observed += fmt::format("{}{}: {}", passed.observed.empty() ? "" : ", ", name, items);
    passed.observed = "items that came: " + passed.observed;
    return passed;
}

Outcome run(const Case& given)
{
    const std::vector<Round>& rounds = given.rounds();
    bool asked = false;
    for (const Exchange* exchange : exchanges_of(given, Phase::Sync)) {
        if (exchange->command != eas::Command::GetItemEstimate)
            continue;
        asked = true;
        auto finding = estimate_fault(*exchange, given);
        if (finding && !recovered(given, rounds, *exchange))
            return *finding;
    }
    for (const Round& round : rounds) {
        if (round.asked_key == "0")
            continue;
        asked = true;
        auto finding = fault_of(round, given);
        if (finding && !recovered(given, rounds, round))
            return *finding;
    }
    if (auto finding = endless(rounds))
        return *finding;
    if (!asked)
        return NotReached{"the handset did not come to ask for items"};
    return items_seen(rounds, given);
}

} // namespace

extern const Check items_arrive;
const Check items_arrive{
    .id = "sync.items-arrive",
    .title = "Items arrive, and come to an end",
    .phase = Phase::Sync,
    .severity = Severity::Blocker,
    .citation = {"MS-ASCMD", "2.2.3.177.17; 2.2.3.117"},
    .why = "A status other than 1 stops the folder's synchronisation; a server that always says there is "
           "more keeps "
           "the phone on the line until its battery or the data plan is empty.",
    .remedy =
        "Look at the server's log at the time of this request; an item that the server cannot convert stops "
        "the whole folder, and a damaged synchronisation state is helped by deleting the device's "
        "partnership.",
    .run = run,
};

} // namespace easprobe::checks::sync
