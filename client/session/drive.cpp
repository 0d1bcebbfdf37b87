#include "client/session/drive.h"

#include "client/evidence/redaction.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::session {

namespace {

std::size_t bytes_received(const Exchange& exchange)
{
    if (const http::Response* response = exchange.response())
        return response->body.size();
    const TransportFailure* failure = exchange.failure();
    return failure == nullptr ? 0 : failure->partial.body.size();
}

/// All of it is kept, whole and decoded, and has to fit a recording that can be read again; a handset of the
/// time had less memory than this altogether.
Ending outgrown(const Exchange& last)
{
    return {Ending::Kind::Blocked, last.phase(),
            fmt::format("more than {} MiB came, which is more than a handset has room for",
                        most_bytes_received / 1024 / 1024)};
}

} // namespace

const Exchange& exchange_once(transport::Transport& transport, const transport::Sending& sending,
                              Evidence& evidence, const Announcer& announcer, const Watcher& watcher)
{
    if (announcer)
        announcer(sending);
    Exchange exchange = transport.perform(sending);
    exchange.number = static_cast<int>(evidence.exchanges.size()) + 1;
    interpret(exchange);
    redact(exchange);
    evidence.duration += exchange.duration;
    evidence.exchanges.push_back(std::move(exchange));
    if (watcher)
        watcher(evidence.exchanges.back());
    return evidence.exchanges.back();
}

void drive(HandsetSession& session, transport::Transport& transport, Evidence& evidence,
           const Watcher& watcher, const Announcer& announcer)
{
    Action action = session.first();
    std::size_t received = 0;
    std::size_t received_clearing = 0;
    while (const auto* sending = std::get_if<transport::Sending>(&action)) {
        const bool clean_up = sending->clean_up;
        const Exchange& last = exchange_once(transport, *sending, evidence, announcer, watcher);
        (clean_up ? received_clearing : received) += bytes_received(last);
        const bool too_much =
            clean_up ? received_clearing > most_bytes_clearing : received > most_bytes_received;
        action = too_much ? session.end(outgrown(last)) : session.next(last);
    }
    evidence.connection = transport.connection();
    evidence.ending = std::get<Done>(action).ending;
    evidence.version = session.version();
    evidence.left_behind = session.left_behind();
}

} // namespace easprobe::session
