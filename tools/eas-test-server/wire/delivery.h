#pragma once

#include "protocol/http/message.h"
#include "tools/eas-test-server/play/fault.h"
#include "tools/eas-test-server/wire/stream.h"

#include <functional>
#include <optional>

namespace easprobe::test_server {

enum class Afterwards { KeepOpen, Close };

/// How a response goes out.
struct Delivery {
    Stream& stream;
    const FaultRule* fault;             ///< Null when nothing is to go wrong.
    std::function<void()> wait_for_end; ///< Returns once the client is gone or the server stops.
};

/// A response that a fault puts in the place of the real one; nothing where the real one is needed.
std::optional<http::Response> response_of_fault(const FaultRule& fault, const http::Request& request);

/// Sends the response with Content-Length and Connection, or what the fault makes of it. Close as well where
/// the fault has spoilt the connection.
Afterwards deliver(const Delivery& delivery, http::Response response, const http::Request& request,
                   Afterwards afterwards);

} // namespace easprobe::test_server
