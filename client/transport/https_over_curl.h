#pragma once

#include "client/transport/credentials.h"
#include "client/transport/tls_channel.h"
#include "client/transport/transport.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace easprobe::transport {

struct HttpsLimits {
    std::size_t header_bytes = 256 * 1024;
    std::size_t body_bytes = 64 * 1024 * 1024;
    Milliseconds connect{15'000};
};

struct HttpsOptions {
    Target target;
    Scheme scheme = Scheme::Https;
    std::vector<std::string> resolve;               ///< HOST:PORT:ADDR, as curl takes it.
    std::chrono::steady_clock::time_point deadline; ///< Of the whole run.
    HttpsLimits limits;
    /// How long after the deadline, or after the interruption, requests that clean up may still go on.
    Milliseconds clean_up{20'000};
    /// True from the moment on when the user wants the run to end; asked several times a second. May be
    /// empty.
    std::function<bool()> interrupted;
    /// Called while a request takes long, about every second, with the time it has taken.
    std::function<void(Milliseconds)> progress;
};

/// HTTPS (or HTTP) over libcurl on one connection that is kept, as the phone keeps it; HTTP/1.1, redirects
/// never followed, no proxy of the environment, header lines in exactly the order asked for.
class HttpsOverCurl final : public Transport {
  public:
    /// @param credentials Null: no Authorization is sent; in clear none ever is.
    HttpsOverCurl(HttpsOptions options, const Hello& hello, ChainVerdict accepts,
                  std::shared_ptr<const Credentials> credentials);
    ~HttpsOverCurl() override;
    HttpsOverCurl(const HttpsOverCurl&) = delete;
    HttpsOverCurl& operator=(const HttpsOverCurl&) = delete;

    Exchange perform(const Sending& sending) override;
    const Connection& connection() const override;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace easprobe::transport
