#pragma once

#include "protocol/http/message.h"
#include "tools/eas-test-server/wire/stream.h"

#include <cstddef>
#include <string>
#include <tl/expected.hpp>

namespace easprobe::test_server {

/// What a client may send at most, in bytes.
struct RequestLimits {
    std::size_t head = 32UL * 1024;
    std::size_t body = 8UL * 1024 * 1024;
    std::chrono::seconds whole{60}; ///< From the first byte of a request to its last.
};

struct ReceivedRequest {
    http::Request request; ///< As received, credentials included: it never leaves the server.
    std::string raw_head;  ///< Request line and header lines as received.
};

enum class ReadFailure {
    Closed,         ///< The client is done, or gone, or too slow.
    Malformed,      ///< Not an HTTP/1 request.
    TooLarge,       ///< Over a limit.
    LengthRequired, ///< A body without Content-Length, which no handset sends.
};

/// Reads one request after the other from a connection.
class RequestReader {
  public:
    explicit RequestReader(Stream& stream, RequestLimits limits = {}) : stream_(stream), limits_(limits) {}

    tl::expected<ReceivedRequest, ReadFailure> next();

  private:
    tl::expected<std::string, ReadFailure> read_head();
    tl::expected<std::string, ReadFailure> read_body(const http::Headers& headers);
    bool read_more();

    Stream& stream_;
    RequestLimits limits_;
    std::string buffer_;
    std::chrono::steady_clock::time_point deadline_;
};

} // namespace easprobe::test_server
