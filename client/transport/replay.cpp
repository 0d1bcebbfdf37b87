#include "client/transport/replay.h"

#include <fmt/format.h>

namespace easprobe::transport {

Replay::Replay(const Evidence& recorded) : recorded_(recorded)
{
    while (next_ < recorded_.exchanges.size() && recorded_.exchanges[next_].phase() == Phase::Autodiscover)
        ++next_;
}

const Connection& Replay::connection() const
{
    return recorded_.connection;
}

Exchange Replay::perform(const Sending& sending)
{
    const http::Request& asked = sending.request;
    if (next_ < recorded_.exchanges.size()) {
        const Exchange& recorded = recorded_.exchanges[next_];
        if (recorded.request.method == asked.method && recorded.request.target == asked.target &&
            recorded.request.body == asked.body) {
            ++next_;
            return recorded;
        }
    }
    Exchange exchange;
    exchange.request = asked;
    exchange.purpose = sending.purpose;
    exchange.step = sending.step;
    exchange.probe = sending.probe;
    exchange.url = recorded_.target.host + asked.target;
    exchange.ended = TransportFailure{
        TransportFailure::Kind::Other,
        next_ < recorded_.exchanges.size()
            ? fmt::format("the recording goes on with exchange {}, {} {}, and not with {} {}", next_ + 1,
                          recorded_.exchanges[next_].request.method,
                          recorded_.exchanges[next_].request.target, asked.method, asked.target)
            : fmt::format("the recording has ended; {} {} is not in it", asked.method, asked.target),
        {}};
    return exchange;
}

} // namespace easprobe::transport
