#pragma once

#include <cstdint>
#include <string>

namespace easprobe::tls {

/// Versions as they stand on the wire (RFC 6101 5.2.1, RFC 2246 6.2.1, RFC 5246 6.2.1).
inline constexpr std::uint16_t ssl_3_0 = 0x0300;
inline constexpr std::uint16_t tls_1_0 = 0x0301;
inline constexpr std::uint16_t tls_1_1 = 0x0302;
inline constexpr std::uint16_t tls_1_2 = 0x0303;

/// "SSL 3.0", "TLS 1.0"; "version 0x0305" for what is none.
std::string version_name(std::uint16_t version);

} // namespace easprobe::tls
