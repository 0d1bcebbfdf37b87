#include "client/run/sink.h"

#include <utility>

namespace easprobe {

void Keep::take(Exchange exchange)
{
    exchanges.push_back(std::move(exchange));
    if (watcher_)
        watcher_(exchanges.back());
}

void Tally::take(Exchange exchange)
{
    ++exchanges;
    bytes_received += bytes_of_answer(exchange);
    if (const http::Response* response = exchange.response())
        ++responses[response->status];
    else if (const TransportFailure* failure = exchange.failure())
        ++failures[failure->kind];
    else
        ++held;
}

} // namespace easprobe
