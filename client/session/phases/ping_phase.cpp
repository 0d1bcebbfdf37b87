// Direct Push: the phone leaves a request open that the server answers when something has changed. It says
// heartbeat and folders once and sends empty Pings from then on (handset study, 5.5).

#include "client/session/phases/ping_phase.h"

#include "client/session/answer.h"
#include "client/session/phases/folder_sync_phase.h"
#include "client/session/phases/sync_phase.h"
#include "client/session/progress.h"
#include "client/session/request.h"
#include "protocol/eas/ping.h"
#include "protocol/eas/statuses.h"
#include "protocol/http/gateway.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

namespace ping_status = eas::ping_status;

using std::chrono::seconds;

/// Long enough to see whether the server holds it, short enough for a smoke test; the phone's own is in the
/// profile and can be asked for.
constexpr seconds short_heartbeat{5};

/// A server that reports changes each time drives a phone round in circles; three rounds show it.
constexpr int most_wakes = 4;

/// Steps or halves find every limit in fewer; a server whose answers make no sense must not hold us longer.
constexpr int most_tries = 20;

/// A server may be this late with its answer to an expired heartbeat.
constexpr Milliseconds grace{30'000};

Action send_ping(State& state);

/// The heartbeat that holds this interval and that the server takes.
seconds heartbeat_for(const PingState& ping)
{
    const seconds longest = ping.server_longest.value_or(ping.interval);
    return std::max(std::min(ping.interval, longest), ping.server_shortest);
}

/// No answer within this Ping, or one that cuts it off: what lives is looked for with shorter ones.
Action after_search(State& state)
{
    const HeartbeatSearch& search = state.ping.search;
    if (search.survived.count() == 0 && search.cut)
        return stop(state, Phase::Ping,
                    fmt::format("no Ping was held; the shortest was cut after {:.1f} s",
                                static_cast<double>(search.cut->count()) / 1000),
                    next_leg);
    return leg_done(state);
}

bool has_time_for(const State& state, seconds interval)
{
    return state.options.time.count() == 0 || state.elapsed + interval + grace / 10 < state.options.time;
}

Action search_on(State& state)
{
    const auto next = next_interval(state.profile.push, state.ping.search);
    // The same interval once more would tell nothing new.
    if (!next || *next == state.ping.interval || ++state.ping.tries > most_tries ||
        !has_time_for(state, *next))
        return after_search(state);
    state.ping.interval = *next;
    return send_ping(state);
}

Action after_cut(State& state, const Exchange& answer)
{
    // Where nothing came at all, the connection died at an unknown time before the heartbeat was over.
    const TransportFailure* const failure = answer.failure();
    const bool silent = failure != nullptr && failure->kind == TransportFailure::Kind::TimedOut;
    const Milliseconds heartbeat = heartbeat_for(state.ping);
    state.ping.search.note_cut(silent ? heartbeat : std::min(answer.duration, heartbeat));
    state.ping.cached.reset();
    return search_on(state);
}

Action after_expiry(State& state, const Exchange& answer)
{
    state.ping.search.note_survival(
        std::min(state.ping.interval, std::chrono::round<seconds>(answer.duration)));
    return search_on(state);
}

Action give_up(State& state, const std::string& reason)
{
    return stop(state, Phase::Ping, reason, next_leg);
}

Action keep_to_heartbeat(State& state, const eas::PingReply& reply)
{
    if (!reply.heartbeat_interval)
        return give_up(state, "Ping status 5 without a limit that the phone could keep to");
    const seconds limit(*reply.heartbeat_interval);
    if (limit > heartbeat_for(state.ping))
        state.ping.server_shortest = limit;
    else
        state.ping.server_longest = state.ping.interval = limit;
    return send_ping(state);
}

/// The phone's way on from a status that is no answer to wait for; each is taken once.
Action recover(State& state, const eas::PingReply& reply, bool was_empty)
{
    const std::string reason = fmt::format("Ping status {}", reply.status);
    if (!state.ping.answered_once.insert(reply.status).second)
        return give_up(state, reason + " once more");
    state.ping.cached.reset();
    switch (reply.status) {
    case ping_status::missing:
        return was_empty ? send_ping(state) : give_up(state, reason + " to a whole Ping");
    case ping_status::heartbeat_out_of_range:
        return keep_to_heartbeat(state, reply);
    case ping_status::too_many_folders:
        if (reply.max_folders.value_or(0) < 1)
            return give_up(state, reason + " without a limit that the phone could keep to");
        state.ping.most_folders = static_cast<std::size_t>(*reply.max_folders);
        return send_ping(state);
    case ping_status::folders_changed:
        return renew_folders(state, send_ping);
    case ping_status::server_error:
        return send_ping(state);
    default:
        return give_up(state, reason);
    }
}

Action after_ping(State& state, const Exchange& answer)
{
    if (std::holds_alternative<HeldOpen>(answer.ended))
        return after_expiry(state, answer);
    const http::Response* const response = answer.response();
    if (response == nullptr || http::gave_up_waiting(*response, answer.duration))
        return after_cut(state, answer);
    const auto reply = reply_to("Ping", answer, eas::read_ping);
    if (!reply)
        return give_up(state, reply.error());
    switch (reply->status) {
    case ping_status::expired:
        return after_expiry(state, answer);
    case ping_status::changed:
        if (++state.ping.wakes >= most_wakes)
            return leg_done(state);
        return sync_changed(state, reply->changed_folders);
    default:
        return recover(state, *reply, answer.request.body.empty());
    }
}

std::string whole_ping(const State& state, seconds heartbeat)
{
    std::vector<eas::PingFolder> folders;
    for (const Collection& collection : state.collections)
        if (folders.size() < state.ping.most_folders.value_or(state.collections.size()))
            folders.push_back({collection.id, collection.item_class});
    return eas::to_wire(eas::make_ping(heartbeat, folders));
}

Action send_ping(State& state)
{
    ++state.pings;
    PingState& ping = state.ping;
    const seconds heartbeat = heartbeat_for(ping);
    const bool server_knows = ping.cached == heartbeat;
    ping.cached = heartbeat;
    // Where the server's own limit is longer than what was to be held, we hang up after that time.
    const Milliseconds hold = heartbeat > ping.interval ? Milliseconds(ping.interval) : Milliseconds(0);
    return send_held(state, eas::Command::Ping, server_knows ? std::string() : whole_ping(state, heartbeat),
                     Milliseconds(heartbeat) + grace, hold, after_ping);
}

} // namespace

Action begin_ping(State& state)
{
    if (!state.circumstances.ping)
        return state.options.itinerary.stays ? finish(state) : next_leg(state);
    state.ping.wakes = state.ping.tries = 0;
    if (state.ping.interval.count() == 0)
        state.ping.interval = state.options.heartbeat.count() > 0 ? state.options.heartbeat : short_heartbeat;
    return send_ping(state);
}

Action resume_ping(State& state)
{
    return send_ping(state);
}

} // namespace easprobe::session
