#pragma once

#include "client/transport/credentials.h"
#include "client/transport/sending.h"
#include "client/transport/tls_channel.h"

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace easprobe::transport {

struct ChannelOptions {
    std::vector<std::string> resolve; ///< HOST:PORT:ADDR, as curl takes it.
    std::size_t header_bytes = 256UL * 1024;
    Milliseconds connect{15'000};
    Watch watch;
};

/// HTTPS (or HTTP) over libcurl to one origin, on one connection that is kept, as the phone keeps it;
/// HTTP/1.1, redirects never followed, no proxy of the environment, header lines in exactly the order asked
/// for. It prepares a request and reads what came of it; who lets libcurl run in between is the driver's
/// business. One request at a time.
class HttpsChannel {
  public:
    /// @param accepts The handset's opinion of the server's chain.
    /// @param credentials Null: no Authorization is sent; in clear none ever is.
    HttpsChannel(Origin origin, ChannelOptions options, const Hello& hello, ChainVerdict accepts,
                 std::shared_ptr<const Credentials> credentials);
    ~HttpsChannel();
    HttpsChannel(const HttpsChannel&) = delete;
    HttpsChannel& operator=(const HttpsChannel&) = delete;

    /// Makes the request ready to go out.
    /// @param sending Outlives the request.
    /// @return libcurl's easy handle, for the driver to perform; null where libcurl cannot be initialised.
    void* begin(const Sending& sending, Limit limit);

    /// What came of the request.
    /// @param curl_code libcurl's CURLcode.
    Exchange::Ended finish(int curl_code, Milliseconds took);

    /// libcurl's multi handle of this channel, for a driver that waits for many at once; null where libcurl
    /// cannot be initialised. Connections live in it, and libcurl takes any of them for whatever goes to the
    /// same place; so it is this channel's alone.
    void* multi();

    /// Before finish(): the user has ended the run.
    void interrupt();

    /// What is known of the connection so far.
    const Connection& connection() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace easprobe::transport
