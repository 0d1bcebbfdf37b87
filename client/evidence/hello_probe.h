#pragma once

#include "client/evidence/exchange.h"
#include "protocol/tls/client_hello.h"
#include "protocol/tls/server_flight.h"

#include <optional>
#include <string>
#include <string_view>

namespace easprobe {

/// One ClientHello on a connection of its own, and what came back in clear. The first of a run is the
/// handset's own, byte for byte; others ask why that one was refused.
struct HelloProbe {
    std::string name; ///< One of the hello_names.
    tls::ClientHello hello;
    std::string received;                    ///< Raw, at most tls::FlightReader::most_bytes.
    tls::ServerFlight flight;                ///< Read from `received`.
    std::optional<TransportFailure> failure; ///< Set when the flight came to no end of its own.
    Milliseconds duration{};

    /// A whole flight that chose what was offered: the handshake could go on.
    bool answered() const { return flight.done && !tls::contradiction(hello, flight); }
};

namespace hello_names {
inline constexpr std::string_view handset = "handset";         ///< The handset's own.
inline constexpr std::string_view server_name = "server-name"; ///< The same with a server name (SNI).
inline constexpr std::string_view aes = "aes";                 ///< The same with AES suites alone.
inline constexpr std::string_view ssl3 = "ssl3";               ///< The same at SSL 3.0.
inline constexpr std::string_view any_suite = "any-suite";     ///< TLS 1.0 with every suite it ever had.
inline constexpr std::string_view today = "today";             ///< TLS 1.2 as clients of today begin.
} // namespace hello_names

} // namespace easprobe
