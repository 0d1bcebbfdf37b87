#pragma once

#include "client/evidence/evidence.h"

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace easprobe::transport {

struct HelloOptions {
    Target target;
    std::vector<std::string> resolve;               ///< HOST:PORT:ADDR, as curl takes it.
    std::chrono::steady_clock::time_point deadline; ///< Of the whole run.
    Milliseconds connect{15'000};
    Milliseconds answer{15'000}; ///< For the whole flight of the server.
    /// Called while it takes long, about every second, with the time it has taken.
    std::function<void(Milliseconds)> progress;
    /// True from the moment on when nothing more is to be waited for; the run's time is then up.
    std::function<bool()> interrupted;
};

/// Sends one ClientHello over a TCP connection of its own, reads what the server says in clear, bounded in
/// size and time, and closes. No TLS library is involved, so any hello can be sent and any answer read.
class HelloProber {
  public:
    explicit HelloProber(HelloOptions options);

    /// The random of the hello is filled in here: seconds since 1970 in its first four bytes
    /// (RFC 2246 7.4.1.2). Never throws; what goes wrong is in HelloProbe::failure.
    HelloProbe ask(std::string name, tls::ClientHello hello);

    /// What is known of the way to the server: name, port, address.
    const Connection& connection() const { return connection_; }

  private:
    HelloOptions options_;
    Connection connection_;
};

} // namespace easprobe::transport
