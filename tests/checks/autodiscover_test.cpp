// Checks of Autodiscover that no scenario of the test server provokes.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::outcome;

namespace {

/// A search of one question, over SSL, that ended so.
Evidence searched(const std::string& url, Ending::Kind ending)
{
    Evidence evidence = conversation::healthy();
    evidence.exchanges.resize(1);
    Exchange& exchange = evidence.exchanges.front();
    exchange.command.reset();
    exchange.request.method = "POST";
    exchange.url = url;
    evidence.discovery = Discovery{"alice@example.test", {{1, evidence.connection}}, {}};
    evidence.ending = {ending, Phase::Autodiscover, "why"};
    return evidence;
}

} // namespace

TEST_CASE("a host that wanted the password and was not to have it leaves open whether the phone would sync")
{
    Evidence evidence =
        searched("https://[2001:db8::1]:443/autodiscover/autodiscover.xml", Ending::Kind::Blocked);
    conversation::answer_with(evidence.exchanges.front(), 401);
    evidence.exchanges.front().request.headers = {{"Authorization", "Basic (removed)"}};
    CHECK(outcome("autodiscover.answers", evidence) == "blocker");
    evidence.exchanges.front().request.headers.clear();
    CHECK(outcome("autodiscover.answers", evidence) == "could-not-tell");
    CHECK(conversation::finding_of("autodiscover.answers", evidence)
              .observed.find("the redirect to [2001:db8::1] came in clear, so the password was "
                             "not sent there") != std::string::npos);
    CHECK(outcome("autodiscover.url-usable", evidence) == "not-reached");
}

TEST_CASE("a search that was interrupted is no verdict on the server")
{
    Evidence evidence =
        searched("https://example.test:443/autodiscover/autodiscover.xml", Ending::Kind::Interrupted);
    conversation::answer_with(evidence.exchanges.front(), TransportFailure::Kind::Interrupted);
    CHECK(outcome("autodiscover.answers", evidence) == "not-reached");
}

TEST_CASE(
    "a question that we failed to ask is no verdict on the hosts, and one that a host left unanswered is")
{
    Evidence evidence =
        searched("https://example.test:443/autodiscover/autodiscover.xml", Ending::Kind::Blocked);
    evidence.exchanges.front().request.headers = {{"Authorization", "Basic (removed)"}};
    conversation::answer_with(evidence.exchanges.front(), TransportFailure::Kind::Other);
    CHECK(outcome("autodiscover.answers", evidence) == "could-not-tell");
    CHECK(conversation::finding_of("autodiscover.answers", evidence).support_code.empty());
    conversation::answer_with(evidence.exchanges.front(), TransportFailure::Kind::Closed);
    CHECK(outcome("autodiscover.answers", evidence) == "blocker");
}
