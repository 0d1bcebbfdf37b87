#pragma once

#include "protocol/http/message.h"

#include <chrono>

namespace easprobe::http {

/// A gateway has answered in the server's place, 502 or 504, when it had waited for 10 s or more: to whom it
/// kept waiting that is a quiet connection that was cut (RFC 7231 6.6.3, 6.6.5).
bool gave_up_waiting(const Response& response, std::chrono::milliseconds duration);

} // namespace easprobe::http
