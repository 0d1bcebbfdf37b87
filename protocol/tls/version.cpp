#include "protocol/tls/version.h"

#include <fmt/format.h>

namespace easprobe::tls {

std::string version_name(std::uint16_t version)
{
    if (version == ssl_3_0)
        return "SSL 3.0";
    if (version >= tls_1_0 && version <= 0x0304)
        return fmt::format("TLS 1.{}", version - tls_1_0);
    return fmt::format("version 0x{:04x}", version);
}

} // namespace easprobe::tls
