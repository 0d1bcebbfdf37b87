#pragma once

#include "client/drive/one_at_a_time.h"

#include <functional>
#include <utility>

namespace easprobe::rig {

/// Says yes to every hello, and to a request whatever a function says.
class ScriptedCarrier final : public drive::Carrier {
  public:
    using Answer = std::function<Exchange::Ended(const Exchange& asked)>;

    ScriptedCarrier(TimeAndChance& nature, Answer answer) : nature_(nature), answer_(std::move(answer))
    {
        connection_.name_resolved = connection_.connected = connection_.handshake_completed = true;
    }

    HelloProbe hello(const AskHello& ask) override
    {
        HelloProbe probe;
        probe.name = ask.name;
        probe.hello = ask.hello;
        probe.flight.done = true;
        return probe;
    }
    Exchange exchange(const transport::Sending& sending) override
    {
        Exchange exchange = drive::begin_exchange(sending, nature_);
        interpret(exchange);
        exchange.ended = answer_(exchange);
        return exchange;
    }
    const Connection& connection() const override { return connection_; }

  private:
    TimeAndChance& nature_;
    Answer answer_;
    Connection connection_;
};

} // namespace easprobe::rig
