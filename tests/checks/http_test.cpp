// Checks of phase http that no scenario of the test server provokes.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;

TEST_CASE("a page that wants a passcode stands in front of the directory")
{
    Evidence evidence = healthy();
    CHECK(outcome("http.no-token-login", evidence) == "passed");
    evidence.exchanges.resize(1);
    conversation::answer_with(
        evidence.exchanges.front(), 200,
        "<html><title>RSA SecurID</title><form action='/WebID/IISWebAgentIF.dll' method=post>"
        "<input name=passcode type=password></form></html>");
    CHECK(outcome("http.no-token-login", evidence) == "blocker");
    CHECK(outcome("http.no-forms-login", evidence) == "passed");
}
