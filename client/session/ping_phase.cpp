// Direct Push: the phone leaves a request open that the server answers when something has changed.

#include "client/session/state.h"

#include <fmt/format.h>

namespace easprobe::session {

namespace {

/// Long enough to see whether the server holds it, short enough for a smoke test; the phone's own is in the
/// profile and can be asked for.
constexpr std::chrono::seconds short_heartbeat{5};

/// A server that reports changes each time drives a phone round in circles; three rounds show it.
constexpr int most_pings = 4;

/// A server may be this late with its answer to an expired heartbeat.
constexpr Milliseconds grace{30'000};

Action send_ping(State& state);

Action adjust_heartbeat(State& state, const eas::PingReply& reply)
{
    if (!reply.heartbeat_interval || state.heartbeat_adjusted)
        return stop(state, Phase::Ping, "Ping status 5 without a limit that the phone could keep to");
    state.heartbeat = std::chrono::seconds(*reply.heartbeat_interval);
    state.heartbeat_adjusted = true;
    return send_ping(state);
}

Action after_ping(State& state, const Exchange& answer)
{
    if (std::holds_alternative<HeldOpen>(answer.ended))
        return after_phase(state, Phase::Ping, begin_probes);
    if (is_policy_demand(answer))
        return begin_provision(state, after_ping);
    if (const auto refusal = refusal_of(answer))
        return stop(state, Phase::Ping, refusal->reason + " to Ping", begin_probes);
    if (answer.reply() == nullptr)
        return stop(state, Phase::Ping, "an empty answer to Ping", begin_probes);
    const auto reply = eas::read_ping(*answer.reply());
    if (!reply)
        return stop(state, Phase::Ping, "an answer to Ping with " + reply.error().what, begin_probes);
    constexpr int expired = 1;
    constexpr int changed = 2;
    constexpr int out_of_range = 5;
    switch (reply->status) {
    case expired:
        return after_phase(state, Phase::Ping, begin_probes);
    case changed:
        if (state.pings >= most_pings)
            return after_phase(state, Phase::Ping, begin_probes);
        return sync_changed(state, reply->changed_folders);
    case out_of_range:
        return adjust_heartbeat(state, *reply);
    default:
        return stop(state, Phase::Ping, fmt::format("Ping status {}", reply->status), begin_probes);
    }
}

Action send_ping(State& state)
{
    ++state.pings;
    std::vector<eas::PingFolder> folders;
    for (const Collection& collection : state.collections)
        folders.push_back({collection.id, collection.item_class});
    // Where the server's own limit is longer than what was to be held, we hang up after that time.
    const auto wanted = state.options.heartbeat.count() > 0 ? state.options.heartbeat : short_heartbeat;
    const Milliseconds hold = state.heartbeat > wanted ? Milliseconds(wanted) : Milliseconds(0);
    return send_held(state, eas::Command::Ping, eas::make_ping(state.heartbeat, folders),
                     Milliseconds(state.heartbeat) + grace, hold, after_ping);
}

} // namespace

Action begin_ping(State& state)
{
    if (!state.options.ping)
        return begin_probes(state);
    if (state.heartbeat.count() == 0)
        state.heartbeat = state.options.heartbeat.count() > 0 ? state.options.heartbeat : short_heartbeat;
    return send_ping(state);
}

} // namespace easprobe::session
