#pragma once

#include "client/evidence/exchange.h"

namespace easprobe::transport {

/// The one table from curl's codes (CURLcode) to ours; what depends on how far the exchange got is told by
/// `begun`: something of a response has arrived.
TransportFailure::Kind failure_kind(int curl_code, bool begun, long system_error);

} // namespace easprobe::transport
