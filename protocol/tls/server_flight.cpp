#include "protocol/tls/server_flight.h"

#include "protocol/tls/cipher_suites.h"
#include "protocol/tls/version.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace easprobe::tls {

namespace {

constexpr std::size_t record_header = 5;
constexpr std::size_t largest_record = 16384 + 2048; // RFC 2246 6.2.3
constexpr std::size_t message_header = 4;
constexpr std::size_t most_certificates = 100;
constexpr int most_warnings = 16;
constexpr int most_empty_records = 32;

enum ContentType : std::uint8_t { change_cipher_spec = 20, alert = 21, handshake = 22 };

enum MessageType : std::uint8_t {
    hello_request = 0,
    server_hello = 2,
    certificate = 11,
    server_key_exchange = 12,
    certificate_request = 13,
    server_hello_done = 14,
    certificate_status = 22,
};

std::size_t number(std::string_view bytes, std::size_t at, std::size_t size)
{
    std::size_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

std::uint16_t number16(std::string_view bytes, std::size_t at)
{
    return static_cast<std::uint16_t>(number(bytes, at, 2));
}

} // namespace

void FlightReader::refuse(std::string what)
{
    flight_.fault = FlightFault{std::move(what), offset_};
}

void FlightReader::feed(std::string_view bytes)
{
    if (flight_.ended())
        return;
    const std::size_t room = most_bytes - received_;
    received_ += std::min(bytes.size(), room);
    pending_.append(bytes.substr(0, room));
    read_records();
    if (bytes.size() > room && !flight_.ended())
        refuse(fmt::format("more than {} bytes without an end of its first flight", most_bytes));
}

void FlightReader::read_records()
{
    std::size_t at = 0;
    while (!flight_.ended() && pending_.size() - at >= record_header) {
        const std::string_view rest = std::string_view(pending_).substr(at);
        const auto type = static_cast<std::uint8_t>(rest[0]);
        const std::uint16_t version = number16(rest, 1);
        const std::size_t size = number(rest, 3, 2);
        if (type < change_cipher_spec || type > handshake + 1 || version >> 8 != 3) {
            refuse("bytes that are no TLS record");
            break;
        }
        if (size > largest_record) {
            refuse(fmt::format("a record of {} bytes, where {} is the most", size, largest_record));
            break;
        }
        if (rest.size() < record_header + size)
            break;
        if (!flight_.record_version)
            flight_.record_version = version;
        read_record(type, rest.substr(record_header, size));
        at += record_header + size;
        offset_ += record_header + size;
    }
    pending_.erase(0, at);
}

void FlightReader::read_record(std::uint8_t type, std::string_view content)
{
    if (content.empty()) {
        if (++empty_records_ > most_empty_records)
            refuse("one empty record after the other");
    } else if (type == alert) {
        read_alerts(content);
    } else if (type == handshake) {
        read_messages(content);
    } else {
        refuse(type == change_cipher_spec ? "a ChangeCipherSpec before the handshake is done"
                                          : "application data before the handshake is done");
    }
}

void FlightReader::read_alerts(std::string_view content)
{
    alert_ += content;
    std::size_t at = 0;
    for (; alert_.size() - at >= 2 && !flight_.ended(); at += 2) {
        const Alert found{static_cast<std::uint8_t>(alert_[at]), static_cast<std::uint8_t>(alert_[at + 1])};
        if (found.level == Alert::fatal || found.is(AlertDescription::CloseNotify))
            flight_.alert = found;
        else if (found.level != 1)
            refuse(fmt::format("an alert of level {}", found.level));
        else if (++flight_.warnings > most_warnings)
            refuse(fmt::format("more than {} warnings", most_warnings));
    }
    alert_.erase(0, at);
}

void FlightReader::read_messages(std::string_view content)
{
    messages_ += content;
    std::size_t at = 0;
    while (!flight_.ended() && messages_.size() - at >= message_header) {
        const std::string_view rest = std::string_view(messages_).substr(at);
        const std::size_t size = number(rest, 1, 3);
        if (size > most_bytes) {
            refuse(fmt::format("a handshake message of {} bytes", size));
            return;
        }
        if (rest.size() < message_header + size)
            break;
        read_message(static_cast<std::uint8_t>(rest[0]), rest.substr(message_header, size));
        at += message_header + size;
    }
    messages_.erase(0, at);
}

void FlightReader::read_message(std::uint8_t type, std::string_view body)
{
    if (type == hello_request)
        return; // May come at any time and is passed over while a handshake goes on (RFC 2246 7.4.1.1).
    if ((type == server_hello) == flight_.suite.has_value()) {
        refuse(flight_.suite ? "a second ServerHello" : "a handshake message before the ServerHello");
        return;
    }
    switch (type) {
    case server_hello:
        return read_server_hello(body);
    case certificate:
        return read_certificates(body);
    case server_key_exchange:
        flight_.key_exchange = true;
        return;
    case certificate_request:
        flight_.certificate_request = true;
        return;
    case certificate_status:
        return;
    case server_hello_done:
        if (!body.empty())
            return refuse("a ServerHelloDone with content");
        flight_.done = true;
        return;
    default:
        refuse(fmt::format("a handshake message of type {}", type));
    }
}

void FlightReader::read_server_hello(std::string_view body)
{
    constexpr std::size_t before_session_id = 34; // Version and random.
    constexpr std::size_t after_session_id = 3;   // Suite and compression method.
    if (body.size() < before_session_id + 1 + after_session_id)
        return refuse("a ServerHello that is too short");
    const std::size_t id_size = number(body, before_session_id, 1);
    const std::size_t suite_at = before_session_id + 1 + id_size;
    if (id_size > 32 || body.size() < suite_at + after_session_id)
        return refuse("a ServerHello with a wrong length of its session id");
    if (body[suite_at + 2] != 0)
        return refuse("a ServerHello with a compression method that was not offered");
    const std::string_view rest = body.substr(suite_at + after_session_id);
    if (!rest.empty() && (rest.size() < 2 || number(rest, 0, 2) != rest.size() - 2))
        return refuse("a ServerHello with a wrong length of its extensions");
    flight_.version = number16(body, 0);
    flight_.suite = number16(body, suite_at);
    flight_.session_id_size = id_size;
    flight_.has_extensions = !rest.empty();
}

void FlightReader::read_certificates(std::string_view body)
{
    if (!flight_.chain.empty())
        return refuse("a second Certificate message");
    if (body.size() < 3 || number(body, 0, 3) != body.size() - 3)
        return refuse("a Certificate message with a wrong length");
    body.remove_prefix(3);
    while (!body.empty()) {
        const std::size_t size = body.size() < 3 ? body.size() : number(body, 0, 3);
        if (body.size() < 3 || size > body.size() - 3 || size == 0)
            return refuse("a certificate with a wrong length");
        if (flight_.chain.size() == most_certificates)
            return refuse(fmt::format("more than {} certificates", most_certificates));
        flight_.chain.emplace_back(body.substr(3, size));
        body.remove_prefix(3 + size);
    }
}

ServerFlight read_server_flight(std::string_view received)
{
    FlightReader reader;
    reader.feed(received);
    return reader.flight();
}

std::optional<std::string> contradiction(const ClientHello& hello, const ServerFlight& flight)
{
    if (flight.version && (*flight.version > hello.version || *flight.version < ssl_3_0))
        return fmt::format("it chose {}, which was not offered", version_name(*flight.version));
    if (flight.suite && std::ranges::find(hello.suites, *flight.suite) == hello.suites.end())
        return fmt::format("it chose {}, which was not offered", suite_name(*flight.suite));
    return std::nullopt;
}

} // namespace easprobe::tls
