// Checks of phase trust that no scenario and no test chain provokes.
#include "protocol/x509/certificate.h"
#include "tests/rig/conversation.h"
#include "tools/eas-test-server/play/certificate_authority.h"

#include <chrono>
#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;

namespace {

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
