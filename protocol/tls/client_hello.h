#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace easprobe::tls {

/// What a client says first. Without a server name and without extensions the message has no extension block
/// at all, as the clients of 2008 have it.
struct ClientHello {
    std::uint16_t record_version = 0x0301;
    std::uint16_t version = 0x0301; ///< The highest that is offered.
    std::vector<std::uint16_t> suites;
    std::array<std::uint8_t, 32> random{};
    bool sslv2_format =
        false; ///< As clients that could speak SSL 2.0 began (RFC 5246 E.2); no extensions then.
    std::string server_name; ///< Sent as RFC 6066 3; empty: not sent.
    bool modern_extensions =
        false; ///< Groups, point formats and signature algorithms, as clients of today send.
};

/// The bytes on the wire: one record with one ClientHello (RFC 2246 7.4.1.2), or one record of SSL 2.0.
/// At most 1000 suites and a name of 255 bytes are written.
std::string encode(const ClientHello& hello);

} // namespace easprobe::tls
