#include "client/checks/hello/handshake.h"

#include <algorithm>

namespace easprobe::checks::hello {

bool got_past_hello(const Evidence& evidence)
{
    const Connection& connection = evidence.connection;
    return connection.handshake_completed || !connection.chain.empty() ||
           std::ranges::any_of(evidence.exchanges,
                               [](const Exchange& exchange) { return exchange.response() != nullptr; });
}

bool looks_like_tls(std::string_view first_bytes)
{
    constexpr char alert = 21;
    constexpr char handshake = 22;
    return first_bytes.size() >= 2 && (first_bytes[0] == alert || first_bytes[0] == handshake) &&
           first_bytes[1] == 3;
}

} // namespace easprobe::checks::hello
