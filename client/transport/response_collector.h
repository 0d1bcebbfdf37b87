#pragma once

#include "protocol/http/message.h"

#include <cstddef>
#include <string_view>
#include <utility>

namespace easprobe::transport {

/// Puts a response together from what arrives, within bounds. Interim responses (RFC 7231 6.2) are dropped
/// when the next status line comes; trailers of a chunked body count as headers.
class ResponseCollector {
  public:
    /// Limits in bytes, for all header lines and for the body.
    ResponseCollector(std::size_t header_limit, std::size_t body_limit);

    /// One line, its line end included. False when the limit is passed: nothing more should be read.
    bool header_line(std::string_view line);
    bool body_bytes(std::string_view bytes);

    bool begun() const { return header_bytes_ > 0; }
    bool too_large() const { return too_large_; }
    const http::Response& response() const { return response_; }
    http::Response take_response() { return std::move(response_); }

  private:
    std::size_t header_limit_;
    std::size_t body_limit_;
    std::size_t header_bytes_ = 0;
    bool too_large_ = false;
    http::Response response_;
};

} // namespace easprobe::transport
