#pragma once

#include "client/evidence/evidence.h"
#include "protocol/http/message.h"

#include <functional>
#include <string>

namespace easprobe::transport {

/// Https: over SSL as the handset speaks it. Http: in clear, where no credentials are ever sent.
enum class Scheme { Https, Http };

/// What the session wants sent, and how long to wait for it.
struct Sending {
    http::Request request; ///< Its Authorization header, if any, holds http::removed_credentials.
    Purpose purpose = Purpose::Handset;
    std::optional<ErrandStep> step;
    std::optional<Probe> probe;
    Milliseconds timeout{30'000};
    /// How long the phone waits before it sends it.
    Milliseconds delay{};
    /// It clears away what the run has made: neither an interruption nor the run's own deadline stops it, but
    /// some seconds later a limit of its own does.
    bool clean_up = false;
    /// Above zero: end the request ourselves after this long without an answer, which is then HeldOpen.
    Milliseconds hold{};
};

/// One way to a server. It performs one request at a time and never judges.
class Transport {
  public:
    virtual ~Transport() = default;
    /// Never throws; what goes wrong is in Exchange::ended. The exchange is not yet interpreted or numbered.
    virtual Exchange perform(const Sending& sending) = 0;
    /// What is known of the connection so far.
    virtual const Connection& connection() const = 0;
};

} // namespace easprobe::transport
