// Checks of phase connect that no scenario of the test server provokes.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::finding_of;
using conversation::healthy;
using conversation::never_connected;
using conversation::outcome;

TEST_CASE("a name without an address is no verdict, unless the phone is in the same network")
{
    CHECK(outcome("connect.name-resolves", healthy()) == "passed");
    Evidence evidence = never_connected(TransportFailure::Kind::NameNotResolved);
    CHECK(outcome("connect.name-resolves", evidence) == "could-not-tell");
    CHECK(finding_of("connect.name-resolves", evidence).support_code == "0x80072EE7");
    CHECK(outcome("connect.port-open", evidence) == "not-reached");
    evidence.circumstances.same_network = true;
    CHECK(outcome("connect.name-resolves", evidence) == "blocker");
}

TEST_CASE("a port that refuses or says nothing is no verdict, unless the phone is in the same network")
{
    CHECK(outcome("connect.port-open", healthy()) == "passed");
    Evidence refused = never_connected(TransportFailure::Kind::ConnectionRefused);
    CHECK(outcome("connect.port-open", refused) == "could-not-tell");
    CHECK(finding_of("connect.port-open", refused).support_code == "0x80072EFD");
    refused.circumstances.same_network = true;
    CHECK(outcome("connect.port-open", refused) == "blocker");
    const Evidence silent = never_connected(TransportFailure::Kind::Unreachable);
    CHECK(finding_of("connect.port-open", silent).support_code == "0x80072EE2");
}
