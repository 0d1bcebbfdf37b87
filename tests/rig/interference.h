#pragma once

#include "client/drive/one_at_a_time.h"
#include "client/evidence/evidence.h"
#include "tests/rig/writing_run.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>

// A run with --write against the embedded server, with somebody in between.

namespace easprobe::writing {

/// What comes between the phone and the server. Either may be empty.
struct Between {
    /// An answer to what then does not reach the server.
    std::function<std::optional<http::Response>(const transport::Sending&)> instead;
    /// Changes what the server has answered: it has carried it out.
    std::function<void(const transport::Sending&, Exchange&)> after;
};

class Interferes final : public drive::Carrier {
  public:
    Interferes(drive::Carrier& real, Between between) : real_(real), between_(std::move(between)) {}

    HelloProbe hello(const AskHello& ask) override { return real_.hello(ask); }
    Exchange exchange(const transport::Sending& sending) override
    {
        if (auto answer = between_.instead ? between_.instead(sending) : std::nullopt) {
            Exchange exchange;
            exchange.purpose = sending.purpose;
            exchange.step = sending.step;
            exchange.step = sending.step;
            exchange.probe = sending.probe;
            exchange.request = sending.request;
            exchange.url = to_string(sending.origin) + sending.request.target;
            exchange.ended = std::move(*answer);
            return exchange;
        }
        transport::Sending at_once = sending;
        at_once.delay = {};
        Exchange exchange = real_.exchange(at_once);
        if (between_.after)
            between_.after(sending, exchange);
        return exchange;
    }
    const Connection& connection() const override { return real_.connection(); }

  private:
    drive::Carrier& real_;
    Between between_;
};

/// The whole run, its mark 1a2b3c, bob the one who invites.
Evidence with(const test_server::TestServer& server, Between between, const std::string& user = "alice");

} // namespace easprobe::writing
