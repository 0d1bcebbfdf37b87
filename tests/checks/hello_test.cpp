// Checks of phase hello that no scenario of the test server provokes.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::finding_of;
using conversation::healthy;
using conversation::outcome;

namespace {

/// The handset's hello and, by name, others, each with what the server's bytes were.
Evidence with_hellos(const std::vector<std::pair<std::string_view, std::string>>& answers)
{
    Evidence evidence = conversation::never_connected(TransportFailure::Kind::TlsFailed);
    evidence.exchanges.clear();
    evidence.hellos.clear();
    evidence.connection.connected = true;
    for (const auto& [name, received] : answers) {
        HelloProbe probe;
        probe.name = name;
        probe.hello.suites = {0x0004, 0x002f};
        probe.received = received;
        probe.flight = tls::read_server_flight(received);
        if (!probe.flight.ended())
            probe.failure = TransportFailure{TransportFailure::Kind::Closed, "closed", {}};
        evidence.hellos.push_back(std::move(probe));
    }
    return evidence;
}

std::string alert(char description)
{
    return std::string("\x15\x03\x01\x00\x02\x02", 6) + description;
}

/// A flight of a ServerHello with that suite, no certificate, and ServerHelloDone.
std::string chosen(std::string_view version_and_suite)
{
    std::string body(version_and_suite.substr(0, 2));
    body.append(32, '\x11');
    body += '\0';
    body += version_and_suite.substr(2, 2);
    body += '\0';
    std::string messages("\x02\0\0", 3);
    messages += static_cast<char>(body.size());
    messages += body + std::string("\x0e\0\0\0", 4);
    std::string record("\x16\x03\x01\0", 4);
    return record + static_cast<char>(messages.size()) + messages;
}

const std::string rc4_md5 = chosen(std::string_view("\x03\x01\0\x04", 4));

/// What the three checks of a refused hello say, in the catalogue's order, and the one about the name.
std::vector<std::string> hello_outcomes(const Evidence& evidence)
{
    std::vector<std::string> outcomes;
    for (const char* id : {"hello.server-answers", "hello.protocol-version-shared",
                           "hello.cipher-suite-shared", "hello.same-certificate-without-sni"})
        outcomes.push_back(outcome(id, evidence));
    return outcomes;
}

using Outcomes = std::vector<std::string>;

} // namespace

TEST_CASE("a hello that is answered leaves nothing to say")
{
    CHECK(hello_outcomes(healthy()) == Outcomes{"passed", "passed", "passed", "passed"});
    CHECK(hello_outcomes(with_hellos({{"handset", rc4_md5}})) ==
          Outcomes{"passed", "passed", "passed", "passed"});
}

TEST_CASE("alert 70 is a matter of the version")
{
    CHECK(hello_outcomes(with_hellos({{"handset", alert(70)}, {"today", rc4_md5}})) ==
          Outcomes{"passed", "blocker", "not-reached", "not-reached"});
}

TEST_CASE("what other hellos meet tells what alert 40 means")
{
    CHECK(hello_outcomes(with_hellos({{"handset", alert(40)}})) ==
          Outcomes{"passed", "not-reached", "blocker", "not-reached"});
    CHECK(hello_outcomes(with_hellos({{"handset", alert(40)}, {"aes", rc4_md5}})) ==
          Outcomes{"passed", "not-reached", "blocker", "not-reached"});
    CHECK(hello_outcomes(with_hellos({{"handset", alert(40)}, {"aes", alert(40)}, {"ssl3", rc4_md5}})) ==
          Outcomes{"passed", "blocker", "not-reached", "not-reached"});
    CHECK(hello_outcomes(with_hellos({{"handset", alert(40)}, {"aes", alert(80)}})) ==
          Outcomes{"passed", "blocker", "not-reached", "not-reached"});
    CHECK(hello_outcomes(with_hellos({{"handset", alert(40)}, {"aes", alert(40)}, {"today", rc4_md5}})) ==
          Outcomes{"passed", "not-reached", "blocker", "not-reached"});
    CHECK(hello_outcomes(with_hellos({{"handset", alert(40)}, {"server-name", rc4_md5}, {"aes", rc4_md5}})) ==
          Outcomes{"passed", "not-reached", "not-reached", "blocker"});
}

TEST_CASE("a server that hangs up is explained by the hello it takes, where there is one")
{
    CHECK(hello_outcomes(with_hellos({{"handset", ""}})) ==
          Outcomes{"blocker", "not-reached", "not-reached", "not-reached"});
    CHECK(hello_outcomes(with_hellos({{"handset", ""}, {"any-suite", rc4_md5}})) ==
          Outcomes{"not-reached", "not-reached", "blocker", "not-reached"});
}

TEST_CASE("silence to every hello is seen from here, and no verdict unless the phone is in the same network")
{
    Evidence evidence = with_hellos({{"handset", ""}, {"today", ""}});
    for (HelloProbe& probe : evidence.hellos)
        probe.failure = TransportFailure{TransportFailure::Kind::TimedOut, "no answer", {}};
    CHECK(outcome("hello.server-answers", evidence) == "could-not-tell");
    CHECK(finding_of("hello.server-answers", evidence).support_code == "0x80072EE2");
    evidence.circumstances.same_network = true;
    CHECK(outcome("hello.server-answers", evidence) == "blocker");
    evidence.circumstances.same_network = false;
    evidence.hellos.back().received = rc4_md5;
    evidence.hellos.back().flight = tls::read_server_flight(rc4_md5);
    evidence.hellos.back().failure.reset();
    CHECK(outcome("hello.server-answers", evidence) == "blocker");
}

TEST_CASE("what answers a hello in plain text does not speak TLS")
{
    const Evidence evidence = with_hellos({{"handset", "HTTP/1.1 400 Bad Request\r\n"}});
    CHECK(hello_outcomes(evidence) == Outcomes{"blocker", "not-reached", "not-reached", "not-reached"});
    CHECK(finding_of("hello.server-answers", evidence).observed ==
          "what listens on port " + std::to_string(evidence.target.port) +
              " does not speak TLS: it answered 'HTTP/1.1 400 Bad Request'");
}

TEST_CASE("a ServerHello for what was not offered breaks the protocol")
{
    const std::vector<std::string_view> choices = {{"\x03\x01\0\x05", 4}, {"\x03\x03\0\x04", 4}};
    for (const std::string_view choice : choices)
        CHECK(hello_outcomes(with_hellos({{"handset", chosen(choice)}})) ==
              Outcomes{"blocker", "not-reached", "not-reached", "not-reached"});
}

TEST_CASE("a demand for a certificate counts where the server breaks off without one")
{
    CHECK(outcome("hello.client-certificate-not-required", healthy()) == "passed");
    Evidence evidence = healthy();
    evidence.hellos.front().flight.certificate_request = true;
    CHECK(outcome("hello.client-certificate-not-required", evidence) == "passed");
    evidence.exchanges.resize(1);
    conversation::answer_with(evidence.exchanges.front(), TransportFailure::Kind::TlsFailed);
    evidence.connection.handshake_completed = false;
    evidence.connection.failure = TransportFailure{TransportFailure::Kind::TlsFailed, "alert", {}};
    CHECK(outcome("hello.client-certificate-not-required", evidence) == "blocker");
    CHECK(finding_of("hello.client-certificate-not-required", evidence).support_code == "0x80072F0C");
    CHECK(outcome("trust.private-key-held", evidence) == "not-reached");
}
