// A hello against servers that are a few bytes on a loopback socket.
#include "client/drive/ask_hello.h"

#include "tests/rig/bare_server.h"

#include <doctest/doctest.h>
#include <sys/socket.h>

using namespace easprobe;
using rig::BareServer;
using rig::send_all;
using Kind = TransportFailure::Kind;

namespace {

HelloProbe ask(std::uint16_t port, const std::string& host = "127.0.0.1",
               Milliseconds time = Milliseconds(20'000), const transport::Watch& watch = {})
{
    transport::ChannelOptions options;
    options.connect = Milliseconds(300);
    tls::ClientHello hello;
    hello.suites = {0x0004};
    transport::HelloChannel channel({transport::Scheme::Https, host, port}, options, "handset", hello);
    const auto nature = machine_time_and_chance();
    drive::Budget budget(*nature, time, {});
    return drive::ask_hello(channel, budget, *nature, watch, Milliseconds(300));
}

const std::string alert_70("\x15\x03\x01\x00\x02\x02\x46", 7);

} // namespace

TEST_CASE("the hello goes out byte for byte, and its answer comes back so")
{
    std::string received;
    HelloProbe probe;
    {
        const BareServer server([&](int socket, const std::string& bytes) {
            received = bytes;
            send_all(socket, alert_70);
        });
        probe = ask(server.port());
    }
    CHECK(received == tls::encode(probe.hello));
    CHECK(probe.received == alert_70);
    CHECK_FALSE(probe.failure);
    REQUIRE(probe.flight.alert);
    CHECK(probe.flight.alert->description == 70);
}

TEST_CASE("a server that closes, stops or says nothing is a failure with its name")
{
    const BareServer closes([](int, const std::string&) {});
    CHECK(ask(closes.port()).failure->kind == Kind::Closed);
    const BareServer stops([](int socket, const std::string&) { send_all(socket, "\x16\x03\x01"); });
    CHECK(ask(stops.port()).failure->kind == Kind::CutShort);
    const BareServer silent([](int socket, const std::string&) {
        char byte = 0;
        static_cast<void>(recv(socket, &byte, 1, 0)); // Until the prober has gone.
    });
    const HelloProbe probe = ask(silent.port());
    CHECK(probe.failure->kind == Kind::TimedOut);
    CHECK(probe.duration >= Milliseconds(300));
    CHECK(probe.duration < Milliseconds(5000));
}

TEST_CASE("a server that never comes to an end is left")
{
    const std::string warning("\x15\x03\x01\x00\x02\x01\x70", 7);
    const BareServer warns([&](int socket, const std::string&) {
        while (send_all(socket, warning)) {
        }
    });
    const HelloProbe warned = ask(warns.port());
    REQUIRE(warned.flight.fault);
    CHECK(warned.flight.fault->what == "more than 16 warnings");

    const std::string hello_request =
        std::string("\x16\x03\x01\x3e\x84\x00\x00\x3e\x80", 9) + std::string(16000, 'x');
    const BareServer endless([&](int socket, const std::string&) {
        while (send_all(socket, hello_request)) {
        }
    });
    const HelloProbe ended = ask(endless.port());
    REQUIRE(ended.flight.fault);
    CHECK(ended.received.size() <= tls::FlightReader::most_bytes + 1);
}

TEST_CASE("nobody there and no such name are told apart")
{
    std::uint16_t port = 0;
    {
        const BareServer gone([](int, const std::string&) {});
        port = gone.port();
    }
    CHECK(ask(port).failure->kind == Kind::ConnectionRefused);
    CHECK(ask(443, "does-not-exist.invalid").failure->kind == Kind::NameNotResolved);
}

TEST_CASE("whether time is up or the user has ended the run, a hello that nobody answers says which")
{
    const BareServer silent([](int socket, const std::string&) {
        char byte = 0;
        static_cast<void>(recv(socket, &byte, 1, 0)); // Until who asks has gone.
    });
    CHECK(ask(silent.port(), "127.0.0.1", Milliseconds(200)).failure->kind == Kind::DeadlineReached);
    const HelloProbe interrupted =
        ask(silent.port(), "127.0.0.1", Milliseconds(20'000), [] { return false; });
    CHECK(interrupted.failure->kind == Kind::Interrupted);
    CHECK(interrupted.failure->detail == "interrupted");
}
