// What a server says in clear before the encryption begins, however hostile.
#include "protocol/tls/server_flight.h"
#include "tests/rig/hex_bytes.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;
using tls::FlightReader;

namespace {

std::string number(std::size_t value, int size)
{
    std::string out;
    for (int i = size - 1; i >= 0; --i)
        out += static_cast<char>(value >> (8 * i) & 0xff);
    return out;
}

std::string message(int type, const std::string& body)
{
    return number(static_cast<std::size_t>(type), 1) + number(body.size(), 3) + body;
}

std::string record(int type, const std::string& content)
{
    return number(static_cast<std::size_t>(type), 1) + "\x03\x01" + number(content.size(), 2) + content;
}

std::string server_hello(const std::string& session_id = {}, const std::string& after = {})
{
    return message(2, "\x03\x01" + std::string(32, 'r') + number(session_id.size(), 1) + session_id +
                          std::string("\0\x04\0", 3) + after);
}

std::string certificates(const std::vector<std::string>& ders)
{
    std::string list;
    for (const std::string& der : ders)
        list += number(der.size(), 3) + der;
    return message(11, number(list.size(), 3) + list);
}

const std::string done = message(14, "");

std::string fault_of(const std::string& received)
{
    const tls::ServerFlight flight = tls::read_server_flight(received);
    return flight.fault ? fmt::format("{} @{}", flight.fault->what, flight.fault->offset) : "none";
}

} // namespace

TEST_CASE("a flight tells version, suite, chain and what else was asked")
{
    const std::string flight =
        record(22, server_hello("0123", std::string("\0\0", 2)) + certificates({"one", "two"}) +
                       message(12, "key") + message(13, "request") + done);
    const tls::ServerFlight read = tls::read_server_flight(flight);
    CHECK(read.record_version == 0x0301);
    CHECK(read.version == 0x0301);
    CHECK(read.suite == 0x0004);
    CHECK(read.session_id_size == 4);
    CHECK(read.has_extensions);
    CHECK(read.chain == std::vector<std::string>{"one", "two"});
    CHECK(read.key_exchange);
    CHECK(read.certificate_request);
    CHECK(read.done);
    CHECK_FALSE(read.fault);
    CHECK_FALSE(read.alert);
}

TEST_CASE("it is the same flight in records of one byte, and fed byte by byte")
{
    const std::string messages = server_hello() + certificates({std::string(300, 'c')}) + done;
    std::string flight;
    for (const char byte : messages)
        flight += record(22, std::string(1, byte));
    FlightReader reader;
    for (const char byte : flight) {
        CHECK_FALSE(reader.flight().ended());
        reader.feed({&byte, 1});
    }
    CHECK(reader.flight().done);
    CHECK(reader.flight().chain == std::vector<std::string>{std::string(300, 'c')});
}

TEST_CASE("every beginning of a flight is an unfinished flight and no fault")
{
    const std::string flight = record(22, server_hello() + certificates({"one"}) + done);
    for (std::size_t size = 0; size < flight.size(); ++size) {
        CAPTURE(size);
        const tls::ServerFlight read = tls::read_server_flight(flight.substr(0, size));
        CHECK_FALSE(read.ended());
    }
}

TEST_CASE("an alert ends it when it is fatal, or says goodbye")
{
    CHECK(tls::read_server_flight(bytes("15 0301 0002 02 46")).alert->description == 70);
    CHECK(tls::read_server_flight(bytes("15 0301 0002 01 00")).alert->description == 0);
    // In two records, after a warning, and not past it.
    const auto split =
        tls::read_server_flight(bytes("15 0301 0002 01 70 15 0301 0001 02 15 0301 0001 28") + "and more");
    CHECK(split.warnings == 1);
    CHECK(split.alert->description == 40);
    CHECK_FALSE(split.fault);
}

TEST_CASE("rubbish has a name and a place")
{
    CHECK(fault_of("HTTP/1.1 400 Bad Request\r\n") == "bytes that are no TLS record @0");
    CHECK(fault_of(bytes("16 0301 4801")) == "a record of 18433 bytes, where 18432 is the most @0");
    CHECK(fault_of(record(22, done)) == "a handshake message before the ServerHello @0");
    CHECK(fault_of(record(22, server_hello()) + record(22, server_hello())) == "a second ServerHello @47");
    CHECK(fault_of(record(20, "\x01")) == "a ChangeCipherSpec before the handshake is done @0");
    CHECK(fault_of(record(23, "data")) == "application data before the handshake is done @0");
    CHECK(fault_of(bytes("15 0301 0002 03 28")) == "an alert of level 3 @0");
    CHECK(fault_of(record(22, message(2, "short"))) == "a ServerHello that is too short @0");
    CHECK(
        fault_of(record(22, message(2, "\x03\x01" + std::string(32, 'r') + "\x21" + std::string(9, 'x')))) ==
        "a ServerHello with a wrong length of its session id @0");
    CHECK(fault_of(record(22, server_hello({}, std::string("\0\x09xx", 4)))) ==
          "a ServerHello with a wrong length of its extensions @0");
    CHECK(fault_of(record(22, server_hello() + message(11, std::string("\0\0\x09", 3)))) ==
          "a Certificate message with a wrong length @0");
    CHECK(fault_of(record(22, server_hello() + message(11, std::string("\0\0\x04\0\0\x05x", 7)))) ==
          "a certificate with a wrong length @0");
    CHECK(fault_of(record(22, server_hello() + message(14, "x"))) == "a ServerHelloDone with content @0");
    CHECK(fault_of(record(22, server_hello() + message(20, "x"))) == "a handshake message of type 20 @0");
}

TEST_CASE("what never ends is ended")
{
    std::string warnings;
    for (int i = 0; i < 17; ++i)
        warnings += bytes("15 0301 0002 01 70");
    CHECK(fault_of(warnings) == "more than 16 warnings @112");
    std::string empty;
    for (int i = 0; i < 33; ++i)
        empty += record(22, "");
    CHECK(fault_of(empty) == "one empty record after the other @160");
    CHECK(fault_of(record(22, server_hello() + certificates(std::vector<std::string>(101, "c")))) ==
          "more than 100 certificates @0");
    CHECK(fault_of(record(22, bytes("02 ffffff"))) == "a handshake message of 16777215 bytes @0");
    std::string requests;
    while (requests.size() <= FlightReader::most_bytes)
        requests += record(22, message(0, std::string(16000, 'x')));
    CHECK(fault_of(requests).starts_with("more than 1000000 bytes without an end of its first flight"));
}

TEST_CASE("a choice that was not offered contradicts the hello")
{
    tls::ClientHello hello;
    hello.suites = {0x0004};
    tls::ServerFlight flight = tls::read_server_flight(record(22, server_hello() + done));
    CHECK_FALSE(tls::contradiction(hello, flight));
    flight.version = 0x0300;
    CHECK_FALSE(tls::contradiction(hello, flight)); // A lower one may be chosen.
    flight.version = 0x0302;
    CHECK(tls::contradiction(hello, flight) == "it chose TLS 1.1, which was not offered");
    flight.version = 0x0301;
    hello.suites = {0x0005};
    CHECK(tls::contradiction(hello, flight) == "it chose TLS_RSA_WITH_RC4_128_MD5, which was not offered");
}
