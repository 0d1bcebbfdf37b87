// Checks of connect, hello and trust that no scenario of the test server provokes.
#include "protocol/x509/certificate.h"
#include "tests/rig/conversation.h"
#include "tools/eas-test-server/play/certificate_authority.h"

#include <chrono>
#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;

namespace {

Evidence never_connected(TransportFailure::Kind kind)
{
    Evidence evidence = healthy();
    evidence.exchanges.resize(1);
    conversation::answer_with(evidence.exchanges.front(), kind);
    evidence.connection = {};
    evidence.connection.failure = TransportFailure{kind, "as the system says", {}};
    return evidence;
}

/// The handset's hello and, by name, others, each with what the server's bytes were.
Evidence with_hellos(const std::vector<std::pair<std::string_view, std::string>>& answers)
{
    Evidence evidence = never_connected(TransportFailure::Kind::TlsFailed);
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

Evidence with_chain(test_server::Chain chain)
{
    Evidence evidence = healthy();
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto made = test_server::make_certificates(chain, {"eas.example.test"}, now);
    REQUIRE(made.has_value());
    evidence.connection.chain.clear();
    for (const std::string& pem : made->sent)
        evidence.connection.chain.push_back(x509::read_certificates(pem)->front().der);
    evidence.circumstances.installed_roots = {x509::read_certificates(made->root)->front().der};
    return evidence;
}

} // namespace

TEST_CASE("a name without an address is no verdict, unless the phone is in the same network")
{
    CHECK(outcome("connect.name-resolves", healthy()) == "passed");
    Evidence evidence = never_connected(TransportFailure::Kind::NameNotResolved);
    CHECK(outcome("connect.name-resolves", evidence) == "could-not-tell");
    CHECK(conversation::run("connect.name-resolves", evidence).finding()->support_code == "0x80072EE7");
    CHECK(outcome("connect.port-open", evidence) == "not-reached");
    evidence.circumstances.same_network = true;
    CHECK(outcome("connect.name-resolves", evidence) == "blocker");
}

TEST_CASE("a port that refuses or says nothing is no verdict, unless the phone is in the same network")
{
    CHECK(outcome("connect.port-open", healthy()) == "passed");
    Evidence refused = never_connected(TransportFailure::Kind::ConnectionRefused);
    CHECK(outcome("connect.port-open", refused) == "could-not-tell");
    CHECK(conversation::run("connect.port-open", refused).finding()->support_code == "0x80072EFD");
    refused.circumstances.same_network = true;
    CHECK(outcome("connect.port-open", refused) == "blocker");
    const Evidence silent = never_connected(TransportFailure::Kind::Unreachable);
    CHECK(conversation::run("connect.port-open", silent).finding()->support_code == "0x80072EE2");
}

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
    CHECK(conversation::run("hello.server-answers", evidence).finding()->support_code == "0x80072EE2");
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
    CHECK(conversation::run("hello.server-answers", evidence).finding()->observed ==
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
    CHECK(conversation::run("hello.client-certificate-not-required", evidence).finding()->support_code ==
          "0x80072F0C");
    CHECK(outcome("trust.private-key-held", evidence) == "not-reached");
}

TEST_CASE("a suite that this build cannot complete is no verdict on the server's key")
{
    Evidence evidence = healthy();
    evidence.connection.handshake_completed = false;
    evidence.connection.failure = TransportFailure{TransportFailure::Kind::TlsFailed, "no cipher", {}};
    evidence.legacy_tls = false;
    CHECK(outcome("trust.private-key-held", evidence) == "not-reached");
    evidence.legacy_tls = true;
    evidence.hellos.front().flight.suite = 0x0064; // An export suite: in no OpenSSL of today.
    evidence.hellos.front().hello.suites = {0x0064};
    CHECK(outcome("trust.private-key-held", evidence) == "not-reached");
}

TEST_CASE("a handshake that fails after an acceptable certificate means that its key is not there")
{
    CHECK(outcome("trust.private-key-held", healthy()) == "passed");
    Evidence evidence = healthy();
    evidence.connection.handshake_completed = false;
    evidence.connection.failure = TransportFailure{TransportFailure::Kind::TlsFailed, "decrypt error", {}};
    evidence.legacy_tls = true;
    CHECK(outcome("trust.private-key-held", evidence) == "blocker");
    for (const auto kind : {TransportFailure::Kind::DeadlineReached, TransportFailure::Kind::Interrupted}) {
        evidence.connection.failure->kind = kind;
        CHECK(outcome("trust.private-key-held", evidence) == "not-reached");
    }
    evidence.connection.failure->kind = TransportFailure::Kind::TlsFailed;
    evidence.circumstances.installed_roots.clear(); // The handset itself ended it.
    CHECK(outcome("trust.private-key-held", evidence) == "not-reached");
}

TEST_CASE("a key on an elliptic curve is of no use to the handset")
{
    CHECK(outcome("trust.key-usable", healthy()) == "passed");
    CHECK(outcome("trust.key-usable", with_chain(test_server::Chain::Ecdsa)) == "blocker");
    CHECK(outcome("trust.key-usable", with_chain(test_server::Chain::Good)) == "passed");
}

TEST_CASE("a short key and an MD5 signature are taken by the handset and advised against")
{
    CHECK(outcome("trust.strong-enough", healthy()) == "passed");
    const auto file = conversation::weak_certificate();
    Evidence evidence = healthy();
    evidence.connection.chain = {file};
    CHECK(outcome("trust.strong-enough", evidence) == "advice");
}

TEST_CASE("a certificate with less than thirty days left is advised on, an expired one is another check's")
{
    CHECK(outcome("trust.expires-soon", healthy()) == "passed");
    Evidence evidence = healthy();
    const auto leaf = x509::read_certificate(evidence.connection.chain.front());
    REQUIRE(leaf.has_value());
    evidence.circumstances.handset_clock = leaf->not_after - std::chrono::days(29);
    CHECK(outcome("trust.expires-soon", evidence) == "advice");
    evidence.circumstances.handset_clock = leaf->not_after + std::chrono::days(1);
    CHECK(outcome("trust.expires-soon", evidence) == "passed");
    CHECK(outcome("trust.dates-valid", evidence) == "blocker");
}
