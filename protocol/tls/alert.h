#pragma once

#include <cstdint>
#include <string>

namespace easprobe::tls {

/// RFC 2246 7.2.2; those of later versions are met by older clients as well.
enum class AlertDescription : std::uint8_t {
    CloseNotify = 0,
    HandshakeFailure = 40,
    ProtocolVersion = 70,
    InsufficientSecurity = 71,
    InternalError = 80,
    UnrecognizedName = 112,
};

struct Alert {
    std::uint8_t level = 0;
    std::uint8_t description = 0;

    static constexpr std::uint8_t fatal = 2;
    bool is(AlertDescription wanted) const { return description == static_cast<std::uint8_t>(wanted); }
};

/// "handshake_failure (40)"; the number alone where the registry has no name for it.
std::string alert_name(std::uint8_t description);

} // namespace easprobe::tls
