#include "client/session/drive.h"

#include "client/evidence/redaction.h"

#include <utility>

namespace easprobe::session {

void drive(HandsetSession& session, transport::Transport& transport, Evidence& evidence,
           const Watcher& watcher)
{
    Action action = session.first();
    while (const auto* sending = std::get_if<transport::Sending>(&action)) {
        Exchange exchange = transport.perform(*sending);
        exchange.number = static_cast<int>(evidence.exchanges.size()) + 1;
        interpret(exchange);
        redact(exchange);
        evidence.duration += exchange.duration;
        evidence.exchanges.push_back(std::move(exchange));
        if (watcher)
            watcher(evidence.exchanges.back());
        action = session.next(evidence.exchanges.back());
    }
    evidence.connection = transport.connection();
    evidence.ending = std::get<Done>(action).ending;
    evidence.version = session.version();
    evidence.left_behind = session.left_behind();
}

} // namespace easprobe::session
