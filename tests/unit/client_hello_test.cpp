// The hello that a handset sends, byte for byte, and which further hellos are worth sending.
#include "client/run/hello_plan.h"
#include "protocol/tls/client_hello.h"
#include "tests/rig/hex_bytes.h"

#include <doctest/doctest.h>

using namespace easprobe;

namespace {

tls::ClientHello hello_of_xp()
{
    tls::ClientHello hello;
    hello.random.fill(0x11);
    hello.suites = {0x0004, 0x0005, 0x000a, 0x0009, 0x0064, 0x0062, 0x0003, 0x0006, 0x0013, 0x0012, 0x0063};
    return hello;
}

const std::string random_bytes(32, '\x11');

} // namespace

TEST_CASE("a hello without extensions is the one that Windows XP and Windows CE send")
{
    CHECK(tls::encode(hello_of_xp()) ==
          bytes("16 0301 0041 01 00003d 0301") + random_bytes +
              bytes("00 0016 0004 0005 000a 0009 0064 0062 0003 0006 0013 0012 0063 01 00"));
}

TEST_CASE("a hello in the format of SSL 2.0 has suites of three bytes and the random's last half")
{
    tls::ClientHello hello = hello_of_xp();
    hello.sslv2_format = true;
    hello.suites = {0x0004, 0x0005};
    hello.random.front() = 0x99;
    CHECK(tls::encode(hello) == bytes("801f 01 0301 0006 0000 0010 000004 000005") + random_bytes.substr(16));
}

TEST_CASE("a server name is an extension of its own")
{
    tls::ClientHello hello = hello_of_xp();
    hello.suites = {0x002f};
    hello.server_name = "a.test";
    CHECK(tls::encode(hello) == bytes("16 0301 003e 01 00003a 0301") + random_bytes +
                                    bytes("00 0002 002f 01 00 000f 0000 000b 0009 00 0006") + "a.test");
}

TEST_CASE("the handset's own hello is what its profile says")
{
    Hello facts;
    facts.record_version = "SSL 3.0";
    facts.highest_version = "TLS 1.0";
    facts.suites = {0x0005, 0x0004};
    tls::ClientHello hello = handset_hello(facts, "eas.example.test");
    CHECK(hello.record_version == 0x0300);
    CHECK(hello.version == 0x0301);
    CHECK(hello.suites == facts.suites);
    CHECK(hello.server_name.empty());
    CHECK_FALSE(hello.sslv2_format);
    CHECK_FALSE(hello.modern_extensions);
    facts.sends_sni = true;
    facts.sslv2_format = true;
    hello = handset_hello(facts, "eas.example.test");
    CHECK(hello.server_name == "eas.example.test");
    CHECK(hello.sslv2_format);
}

namespace {

HelloProbe probe(std::string_view name, const std::string& received)
{
    HelloProbe probe;
    probe.name = name;
    probe.hello.suites = {0x0004};
    probe.received = received;
    probe.flight = tls::read_server_flight(received);
    if (!probe.flight.ended())
        probe.failure = TransportFailure{TransportFailure::Kind::Closed, "closed", {}};
    return probe;
}

/// The names of all hellos that are asked of a server which meets each of them so.
std::vector<std::string> asked_of(const std::string& received, bool accepts,
                                  std::optional<TransportFailure::Kind> failure = std::nullopt)
{
    Hello facts;
    facts.record_version = facts.highest_version = "TLS 1.0";
    std::vector<HelloProbe> asked;
    std::vector<std::string> names;
    while (const auto question =
               next_hello(facts, "eas.example.test", asked, [&](const auto&) { return accepts; })) {
        names.push_back(question->name);
        asked.push_back(probe(question->name, received));
        if (failure)
            asked.back().failure = TransportFailure{*failure, "as it is", {}};
        REQUIRE(names.size() < 20);
    }
    return names;
}

using Names = std::vector<std::string>;

const std::string whole_flight =
    bytes("16 0301 002e 02 000026 0301") + random_bytes + bytes("00 0004 00 0e 000000");

} // namespace

TEST_CASE(
    "a server that agrees is asked once, or once more with a name where its certificate does not please")
{
    CHECK(asked_of(whole_flight, true) == Names{"handset"});
    CHECK(asked_of(whole_flight, false) == Names{"handset", "server-name"});
}

TEST_CASE("a server that refuses is asked in every way, and nobody else is asked twice")
{
    const Names all{"handset", "server-name", "aes", "ssl3", "any-suite", "today"};
    CHECK(asked_of(bytes("15 0301 0002 02 28"), true) == all);
    CHECK(asked_of("", true) == all);
    CHECK(asked_of("HTTP/1.1 400 Bad Request\r\n", true) == Names{"handset"});
    CHECK(asked_of("", true, TransportFailure::Kind::ConnectionRefused) == Names{"handset"});
    CHECK(asked_of("", true, TransportFailure::Kind::TimedOut) == Names{"handset", "today"});
}
