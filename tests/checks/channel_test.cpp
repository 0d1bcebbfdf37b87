// Checks of connect, hello and trust that no scenario of the test server provokes.
#include "protocol/x509/certificate.h"
#include "tests/checks/conversation.h"
#include "tools/eas-test-server/certificate_authority.h"

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

Evidence refused_hello(int alert, bool legacy)
{
    Evidence evidence = never_connected(TransportFailure::Kind::TlsFailed);
    evidence.legacy_tls = legacy;
    evidence.connection.connected = true;
    evidence.connection.alert = alert;
    evidence.connection.first_bytes = std::string("\x15\x03\x01\x00\x02", 5);
    return evidence;
}

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

TEST_CASE("a refusal of every suite counts where this build offers what the handset offers")
{
    CHECK(outcome("hello.cipher-suite-shared", healthy()) == "passed");
    CHECK(outcome("hello.cipher-suite-shared", refused_hello(40, true)) == "blocker");
    CHECK(outcome("hello.cipher-suite-shared", refused_hello(71, true)) == "blocker");
    CHECK(outcome("hello.cipher-suite-shared", refused_hello(40, false)) == "not-reached");
}

TEST_CASE("what answers a hello in plain text does not speak TLS")
{
    Evidence evidence = refused_hello(0, false);
    evidence.connection.alert.reset();
    evidence.connection.first_bytes = "HTTP/";
    CHECK(outcome("hello.server-answers", evidence) == "blocker");
    evidence.connection.first_bytes.clear();
    CHECK(outcome("hello.server-answers", evidence) == "could-not-tell");
    evidence.legacy_tls = true;
    CHECK(outcome("hello.server-answers", evidence) == "blocker");
}

TEST_CASE("a handshake that fails after an acceptable certificate means that its key is not there")
{
    CHECK(outcome("trust.private-key-held", healthy()) == "passed");
    Evidence evidence = healthy();
    evidence.connection.handshake_completed = false;
    evidence.connection.failure = TransportFailure{TransportFailure::Kind::TlsFailed, "decrypt error", {}};
    CHECK(outcome("trust.private-key-held", evidence) == "blocker");
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
