#include "client/checks/reach.h"

#include "client/checks/answer.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks {

namespace {

bool was_answered(const Case& given)
{
    return std::ranges::any_of(given.evidence.exchanges, [](const Exchange& exchange) {
        return exchange.response() != nullptr && exchange.phase() != Phase::Autodiscover;
    });
}

/// A recording by somebody else's proxy knows answers and nothing of the handshake below them.
bool channel_came_to_be(const Case& given)
{
    return given.evidence.connection.handshake_completed || was_answered(given);
}

/// What the handset is at in a phase.
std::string_view place_of(Phase phase)
{
    switch (phase) {
    case Phase::Autodiscover:
        return "at Autodiscover";
    case Phase::Connect:
        return "at the connection";
    case Phase::Hello:
        return "at the TLS handshake";
    case Phase::Trust:
        return "at the server's certificate";
    case Phase::Http:
    case Phase::Options:
        return "at its first request, OPTIONS";
    case Phase::Provision:
        return "at the policy (Provision)";
    case Phase::FolderSync:
        return "at the list of folders (FolderSync)";
    case Phase::Sync:
        return "at the items (Sync)";
    case Phase::Ping:
        break;
    }
    return "at Direct Push (Ping)";
}

std::string why_it_ended(const Case& given)
{
    const Ending& ending = given.evidence.ending;
    const std::string where = ending.phase ? fmt::format(", {}", place_of(*ending.phase)) : std::string();
    const std::string reason = ending.reason.empty() ? std::string() : ": " + printable(ending.reason);
    switch (ending.kind) {
    case Ending::Kind::StoppedAsAsked:
        return fmt::format(
            "the run was to stop earlier (--until{}{})", given.evidence.circumstances.until ? " " : "",
            given.evidence.circumstances.until ? to_string(*given.evidence.circumstances.until) : "");
    case Ending::Kind::DeadlineReached:
        return fmt::format("the run's own deadline came before{}", where);
    case Ending::Kind::Interrupted:
        return fmt::format("the run was interrupted before{}", where);
    case Ending::Kind::Blocked:
        return fmt::format("the handset stopped before{}{}", where, reason);
    case Ending::Kind::Complete:
        break;
    }
    return "the conversation holds nothing of it";
}

PhaseReach reached_if(bool reached, std::string reason)
{
    return reached ? PhaseReach{Reach::Reached, {}} : PhaseReach{Reach::NotReached, std::move(reason)};
}

PhaseReach reach_of_autodiscover(const Case& given)
{
    if (!given.evidence.discovery)
        return {Reach::NotNeeded, "the server was named, nothing was to be discovered"};
    return reached_if(!given.evidence.discovery->steps.empty(), why_it_ended(given));
}

PhaseReach reach_of_provision(const Case& given)
{
    if (!exchanges_of(given, Phase::Provision).empty())
        return {Reach::Reached, {}};
    const auto own = handset_exchanges(given);
    if (std::ranges::any_of(
            own, [&](const Exchange* exchange) { return given.answer(*exchange) == Answer::PolicyDemanded; }))
        return {Reach::NotReached, "the server asked for it, and " + why_it_ended(given)};
    if (first_with(given, Phase::FolderSync, Answer::Usable) != nullptr)
        return {Reach::NotNeeded, "the server asked for no policy"};
    return {Reach::NotReached, why_it_ended(given)};
}

} // namespace

PhaseReach reach_of(const Case& given, Phase phase)
{
    const Connection& connection = given.evidence.connection;
    if (given.evidence.offline)
        return phase == Phase::Trust ? PhaseReach{Reach::Reached, {}}
                                     : PhaseReach{Reach::NotNeeded, "no server was asked"};
    switch (phase) {
    case Phase::Autodiscover:
        return reach_of_autodiscover(given);
    case Phase::Connect:
        return reached_if(connection.connected || connection.failure || !handset_exchanges(given).empty(),
                          given.evidence.discovery ? why_it_ended(given) : "nothing was sent");
    case Phase::Hello:
        return reached_if(connection.connected || was_answered(given), "no connection came to be");
    case Phase::Trust:
        return reached_if(!connection.chain.empty(), channel_came_to_be(given)
                                                         ? "the evidence holds no certificate of the server"
                                                         : "the server sent no certificate");
    case Phase::Http:
        return reached_if(channel_came_to_be(given) && !handset_exchanges(given).empty(),
                          "no secure channel came to be, so nothing was asked over it");
    case Phase::Provision:
        return reach_of_provision(given);
    case Phase::Ping:
        if (!given.evidence.circumstances.ping)
            return {Reach::NotNeeded, "Direct Push was left out (--no-ping)"};
        break;
    case Phase::Options:
    case Phase::FolderSync:
    case Phase::Sync:
        break;
    }
    return reached_if(channel_came_to_be(given) && !exchanges_of(given, phase).empty(), why_it_ended(given));
}

} // namespace easprobe::checks
