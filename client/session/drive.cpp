#include "client/session/drive.h"

#include "client/evidence/redaction.h"

#include <utility>

namespace easprobe::session {

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
    while (const auto* sending = std::get_if<transport::Sending>(&action))
        action = session.next(exchange_once(transport, *sending, evidence, announcer, watcher));
    evidence.connection = transport.connection();
    evidence.ending = std::get<Done>(action).ending;
    evidence.version = session.version();
}

} // namespace easprobe::session
