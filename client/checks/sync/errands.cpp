#include "client/checks/sync/errands.h"

#include "client/checks/answer.h"
#include "protocol/eas/statuses.h"
#include "protocol/eas/sync.h"
#include "protocol/eas/sync_commands.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace easprobe::checks::sync {

namespace {

bool is_conflict(const eas::SyncResponse& response)
{
    return response.command == "Change" && response.status == eas::sync_status::conflict;
}

} // namespace

const Exchange* find_errand(const Case& given, ErrandStep step)
{
    const Exchange* found = nullptr;
    for (const Exchange& exchange : given.evidence.exchanges)
        if (exchange.purpose == Purpose::Errand && exchange.step == step)
            found = &exchange;
    return found;
}

Outcome not_sent(const Case& given, std::string why)
{
    // The judge's own questions come after the errands.
    const bool begun = std::ranges::any_of(given.evidence.exchanges, [](const Exchange& exchange) {
        return exchange.purpose != Purpose::Handset;
    });
    if (begun)
        return NotApplicable{std::move(why)};
    return NotReached{"the handset did not come to what its owner asks of it"};
}

std::optional<std::string> fault_of_exchange(const Exchange& exchange, const Case& given)
{
    switch (given.answer(exchange)) {
    case Answer::Usable:
    case Answer::HeldOpen:
    case Answer::OutOfTime:
        return std::nullopt;
    default:
        return describe_answer(exchange);
    }
}

std::optional<std::string> fault_of_sync(const Exchange& exchange, const Case& given,
                                         std::string_view command)
{
    if (auto fault = fault_of_exchange(exchange, given))
        return fault;
    if (exchange.reply() == nullptr)
        return std::nullopt;
    const auto reply = eas::read_sync(*exchange.reply());
    if (!reply)
        return "a reply with " + reply.error().what;
    if (reply->deciding_status() != 1)
        return fmt::format("Sync status {}", reply->deciding_status());
    for (const eas::SyncResponse& response : eas::read_sync_responses(*exchange.reply()))
        if (response.command == command && response.status != 1 && !is_conflict(response))
            return fmt::format("status {} to {}", response.status, command);
    return std::nullopt;
}

bool met_conflict(const Exchange& exchange)
{
    return exchange.reply() != nullptr &&
           std::ranges::any_of(eas::read_sync_responses(*exchange.reply()), is_conflict);
}

std::string value_in_mail(const Exchange& sent, std::string_view word)
{
    std::string_view rest = sent.request.body;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find("\r\n"));
        if (line.starts_with(word))
            return std::string(line.substr(word.size()));
        rest.remove_prefix(std::min(rest.size(), line.size() + 2));
    }
    return {};
}

pugi::xml_node brought(const Case& given, ErrandStep step, const char* element, const std::string& name)
{
    for (const Exchange& exchange : given.evidence.exchanges) {
        if (exchange.purpose != Purpose::Errand || exchange.step != step || exchange.reply() == nullptr)
            continue;
        const auto reply = eas::read_sync(*exchange.reply());
        if (!reply)
            continue;
        for (const pugi::xml_node& item : reply->items)
            if (name == item.child("ApplicationData").child_value(element))
                return item.child("ApplicationData");
    }
    return {};
}

std::optional<std::string> why_missing(const Case& given, const Exchange& cause, const Exchange* last_look,
                                       std::string_view folder)
{
    if (last_look == nullptr || given.answer(*last_look) == Answer::OutOfTime)
        return std::nullopt;
    if (auto fault = fault_of_sync(*last_look, given, {}))
        return fault;
    const auto took = std::chrono::duration_cast<std::chrono::seconds>(last_look->started - cause.started);
    return fmt::format("it had not come into the {} {} s later", folder, took.count());
}

pugi::xml_node fetched(const Exchange& exchange)
{
    if (exchange.reply() != nullptr)
        for (const eas::SyncResponse& response : eas::read_sync_responses(*exchange.reply()))
            if (response.command == "Fetch" && response.status == 1 && !response.data.first_child().empty())
                return response.data;
    return {};
}

void Tally::add(const Exchange& exchange, const std::string& step, std::optional<std::string> fault)
{
    if (!fault) {
        good.push_back(exchange.number);
        return;
    }
    faults.push_back(fmt::format("{}: {}", step, *fault));
    at.push_back(exchange.number);
}

Outcome Tally::outcome(const Case& given, std::string passed, std::string expected,
                       std::string not_reached) const
{
    if (!faults.empty())
        return Finding{.observed = fmt::format("{}", fmt::join(faults, "; ")),
                       .expected = std::move(expected),
                       .evidence = at,
                       .basis = Basis::Observed,
                       .source = {},
                       .support_code = {},
                       .remedy = {},
                       .severity = {}};
    if (good.empty())
        return not_sent(given, std::move(not_reached));
    return Passed{std::move(passed), good};
}

} // namespace easprobe::checks::sync
