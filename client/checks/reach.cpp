#include "client/checks/reach.h"

#include "client/checks/answer.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks {

namespace {

bool was_answered(const Evidence& evidence)
{
    return std::ranges::any_of(evidence.exchanges, [](const Exchange& exchange) {
        return exchange.response() != nullptr && exchange.phase() != Phase::Autodiscover;
    });
}

/// A recording by somebody else's proxy knows answers and nothing of the handshake below them.
bool channel_came_to_be(const Evidence& evidence)
{
    return evidence.connection.handshake_completed || was_answered(evidence);
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

std::string why_it_ended(const Evidence& evidence)
{
    const Ending& ending = evidence.ending;
    const std::string where = ending.phase ? fmt::format(", {}", place_of(*ending.phase)) : std::string();
    const std::string reason = ending.reason.empty() ? std::string() : ": " + printable(ending.reason);
    switch (ending.kind) {
    case Ending::Kind::StoppedAsAsked:
        return fmt::format("the run was to stop earlier (--until{}{})",
                           evidence.circumstances.until ? " " : "",
                           evidence.circumstances.until ? to_string(*evidence.circumstances.until) : "");
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

PhaseReach reach_of_autodiscover(const Evidence& evidence)
{
    if (!evidence.discovery)
        return {Reach::NotNeeded, "the server was named, nothing was to be discovered"};
    return reached_if(!evidence.discovery->steps.empty(), why_it_ended(evidence));
}

PhaseReach reach_of_provision(const Evidence& evidence)
{
    if (!exchanges_of(evidence, Phase::Provision).empty())
        return {Reach::Reached, {}};
    const auto own = handset_exchanges(evidence);
    if (std::ranges::any_of(own, [&](const Exchange* exchange) {
            return answer_of(*exchange, evidence) == Answer::PolicyDemanded;
        }))
        return {Reach::NotReached, "the server asked for it, and " + why_it_ended(evidence)};
    if (first_with(evidence, Phase::FolderSync, Answer::Usable) != nullptr)
        return {Reach::NotNeeded, "the server asked for no policy"};
    return {Reach::NotReached, why_it_ended(evidence)};
}

} // namespace

PhaseReach reach_of(const Evidence& evidence, Phase phase)
{
    const Connection& connection = evidence.connection;
    if (evidence.offline)
        return phase == Phase::Trust ? PhaseReach{Reach::Reached, {}}
                                     : PhaseReach{Reach::NotNeeded, "no server was asked"};
    switch (phase) {
    case Phase::Autodiscover:
        return reach_of_autodiscover(evidence);
    case Phase::Connect:
        return reached_if(connection.connected || connection.failure || !handset_exchanges(evidence).empty(),
                          evidence.discovery ? why_it_ended(evidence) : "nothing was sent");
    case Phase::Hello:
        return reached_if(connection.connected || was_answered(evidence), "no connection came to be");
    case Phase::Trust:
        return reached_if(!connection.chain.empty(), channel_came_to_be(evidence)
                                                         ? "the evidence holds no certificate of the server"
                                                         : "the server sent no certificate");
    case Phase::Http:
        return reached_if(channel_came_to_be(evidence) && !handset_exchanges(evidence).empty(),
                          "no secure channel came to be, so nothing was asked over it");
    case Phase::Provision:
        return reach_of_provision(evidence);
    case Phase::Ping:
        if (!evidence.circumstances.ping)
            return {Reach::NotNeeded, "Direct Push was left out (--no-ping)"};
        break;
    case Phase::Options:
    case Phase::FolderSync:
    case Phase::Sync:
        break;
    }
    return reached_if(channel_came_to_be(evidence) && !exchanges_of(evidence, phase).empty(),
                      why_it_ended(evidence));
}

} // namespace easprobe::checks
