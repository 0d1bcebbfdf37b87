#include "client/transport/sending.h"

#include <fmt/format.h>

namespace easprobe::transport {

std::string to_string(const Origin& origin)
{
    return fmt::format("{}://{}:{}", origin.scheme == Scheme::Https ? "https" : "http", origin.host,
                       origin.port);
}

Origin origin_of(const Target& target)
{
    return {Scheme::Https, target.host, target.port};
}

} // namespace easprobe::transport
