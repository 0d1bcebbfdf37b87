// Checks of phase provision that no scenario of the test server provokes.
#include "client/checks/catalogue.h"
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;
using eas::Command;

TEST_CASE("a policy that is no WBXML cannot be read")
{
    Evidence evidence = healthy();
    CHECK(outcome("provision.reply-readable", evidence) == "passed");
    auto& response = std::get<http::Response>(conversation::nth(evidence, Command::Provision, 1).ended);
    response.body = "<html/>";
    interpret(conversation::nth(evidence, Command::Provision, 1));
    CHECK(outcome("provision.reply-readable", evidence) == "blocker");
}

TEST_CASE("a policy beyond the handset blocks where the server insists, and is a loss where it does not")
{
    Evidence evidence = healthy();
    CHECK(outcome("provision.enforceable", evidence) == "passed");
    Exchange& policy = conversation::nth(evidence, Command::Provision, 1);
    pugi::xml_document changed = conversation::reply_of(policy);
    pugi::xml_node settings =
        changed.document_element().child("Policies").child("Policy").child("Data").child("EASProvisionDoc");
    REQUIRE(settings);
    settings.append_child("MaxEmailHTMLBodyTruncationSize").text().set("100");
    HandsetProfile modest = conversation::handset();
    std::erase(modest.policies.enforces, "MaxEmailHTMLBodyTruncationSize");
    conversation::answer_with(policy, changed);
    const checks::Check* check = checks::find_check("provision.enforceable");
    const auto served = check->run(checks::Case(evidence, modest));
    REQUIRE(std::holds_alternative<checks::Finding>(served));
    CHECK(std::get<checks::Finding>(served).severity == Severity::Degraded);
    std::erase_if(evidence.exchanges,
                  [&](const Exchange& exchange) { return exchange.number > policy.number + 1; });
    const auto refused = check->run(checks::Case(evidence, modest));
    REQUIRE(std::holds_alternative<checks::Finding>(refused));
    CHECK(std::get<checks::Finding>(refused).severity == Severity::Blocker);
    CHECK(std::get<checks::Finding>(refused).basis == Basis::Inferred);
}
