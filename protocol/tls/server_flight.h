#pragma once

#include "protocol/tls/alert.h"
#include "protocol/tls/client_hello.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::tls {

/// What in a server's bytes is no answer to a hello.
struct FlightFault {
    std::string what;       ///< As a part of a sentence; harmless to print.
    std::size_t offset = 0; ///< Of the record in which it showed, from the first byte received.
};

/// What a server says in clear after a ClientHello, up to ServerHelloDone or a fatal alert (RFC 2246 7.3).
struct ServerFlight {
    std::optional<std::uint16_t> record_version; ///< Of the first record.
    std::optional<std::uint16_t> version;        ///< Chosen, from ServerHello.
    std::optional<std::uint16_t> suite;          ///< Chosen, from ServerHello.
    std::size_t session_id_size = 0;             ///< Bytes; not empty: the session could be resumed.
    bool has_extensions = false;                 ///< The ServerHello has an extension block.
    std::vector<std::string> chain;              ///< DER, in the order sent.
    bool key_exchange = false;                   ///< A ServerKeyExchange was sent.
    bool certificate_request = false;
    bool done = false;          ///< ServerHelloDone was read.
    int warnings = 0;           ///< Alerts that were not fatal.
    std::optional<Alert> alert; ///< The fatal one.
    std::optional<FlightFault> fault;

    /// Nothing that could follow would change it.
    bool ended() const { return done || alert || fault; }
};

/// Reads a server's flight as it arrives. Bounded: records of 16 KiB + 2 KiB, a megabyte in all, 100
/// certificates, 16 warnings. After ServerFlight::ended() it reads no further.
class FlightReader {
  public:
    void feed(std::string_view bytes);
    const ServerFlight& flight() const { return flight_; }

    static constexpr std::size_t most_bytes = 1'000'000;

  private:
    void read_records();
    void read_record(std::uint8_t type, std::string_view content);
    void read_alerts(std::string_view content);
    void read_messages(std::string_view content);
    void read_message(std::uint8_t type, std::string_view body);
    void read_server_hello(std::string_view body);
    void read_certificates(std::string_view body);
    void refuse(std::string what);

    ServerFlight flight_;
    std::string pending_;  ///< Bytes of a record that is not whole yet.
    std::string messages_; ///< Bytes of a handshake message that is not whole yet.
    std::string alert_;    ///< The first byte of an alert that came in two records.
    std::size_t offset_ = 0;
    std::size_t received_ = 0;
    int empty_records_ = 0;
};

/// The same for bytes that are all there.
ServerFlight read_server_flight(std::string_view received);

/// Why a client must break off at this answer to its hello (RFC 2246 7.4.1.3): a version or a suite that was
/// not offered. Nothing when it is in order, or not there.
std::optional<std::string> contradiction(const ClientHello& hello, const ServerFlight& flight);

} // namespace easprobe::tls
