// Checks of the exchanges that no scenario of the test server provokes.
#include "client/checks/catalogue.h"
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;
using eas::Command;

TEST_CASE("a healthy server gives no finding, at any version")
{
    for (const auto version :
         {eas::ProtocolVersion::V2_5, eas::ProtocolVersion::V12_0, eas::ProtocolVersion::V12_1}) {
        const Evidence evidence = healthy(version);
        for (const checks::Check* check : checks::catalogue()) {
            const std::string id(check->id);
            const std::string said = outcome(id.c_str(), evidence);
            CHECK_MESSAGE((said == "passed" || said == "not-applicable"),
                          id << " at " << eas::to_string(version) << ": " << said);
        }
    }
}

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

TEST_CASE("OPTIONS that is cut short cannot be read")
{
    Evidence evidence = healthy();
    CHECK(outcome("options.reply-readable", evidence) == "passed");
    evidence.exchanges.resize(1);
    conversation::answer_with(evidence.exchanges.front(), TransportFailure::Kind::CutShort);
    CHECK(outcome("options.reply-readable", evidence) == "blocker");
}

TEST_CASE("a command that the handset needs must be among those the server names")
{
    Evidence evidence = healthy();
    CHECK(outcome("options.commands-present", evidence) == "passed");
    auto& response = std::get<http::Response>(evidence.exchanges.front().ended);
    for (http::Header& header : response.headers)
        if (header.name == "MS-ASProtocolCommands")
            header.value = "Sync,FolderSync,Provision,Ping";
    CHECK(outcome("options.commands-present", evidence) == "blocker");
}

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
    const auto served = check->run(evidence, modest);
    REQUIRE(std::holds_alternative<checks::Finding>(served));
    CHECK(std::get<checks::Finding>(served).severity == Severity::Degraded);
    std::erase_if(evidence.exchanges,
                  [&](const Exchange& exchange) { return exchange.number > policy.number + 1; });
    const auto refused = check->run(evidence, modest);
    REQUIRE(std::holds_alternative<checks::Finding>(refused));
    CHECK(std::get<checks::Finding>(refused).severity == Severity::Blocker);
    CHECK(std::get<checks::Finding>(refused).basis == Basis::Inferred);
}

TEST_CASE("a ServerId with an escape, a long one or an empty one cannot stand in an address")
{
    CHECK(outcome("folder-sync.server-ids-plain", healthy()) == "passed");
    for (const std::string& id : {std::string("mail%2Finbox"), std::string(65, 'a'), std::string()}) {
        Evidence evidence = healthy();
        Exchange& answered = conversation::nth(evidence, Command::FolderSync, 2);
        pugi::xml_document reply = conversation::reply_of(answered);
        pugi::xml_node folder = reply.document_element().child("Changes").child("Add").child("ServerId");
        REQUIRE(folder);
        folder.text().set(id.c_str());
        conversation::answer_with(answered, reply);
        CHECK(outcome("folder-sync.server-ids-plain", evidence) == "degraded");
    }
}

TEST_CASE("an answer to Sync that is cut or empty at 2.5 cannot be read")
{
    Evidence evidence = healthy(eas::ProtocolVersion::V2_5);
    CHECK(outcome("sync.reply-readable", evidence) == "passed");
    conversation::answer_with(conversation::nth(evidence, Command::Sync, 2),
                              TransportFailure::Kind::CutShort);
    CHECK(outcome("sync.reply-readable", evidence) == "blocker");
}

TEST_CASE("a Ping that a gateway ends after a while was cut there, one that it answers at once is refused")
{
    Evidence evidence = conversation::healthy();
    for (Exchange& exchange : evidence.exchanges)
        if (exchange.command == Command::Ping) {
            http::Response response;
            response.status = 504;
            exchange.ended = std::move(response);
            exchange.duration = std::chrono::seconds(1200);
        }
    CHECK(conversation::outcome("ping.held", evidence) == "degraded");
    CHECK(conversation::outcome("ping.accepted", evidence) != "degraded");
    for (Exchange& exchange : evidence.exchanges)
        if (exchange.command == Command::Ping)
            exchange.duration = std::chrono::seconds(9);
    CHECK(conversation::outcome("ping.held", evidence) != "degraded");
    CHECK(conversation::outcome("ping.accepted", evidence) == "degraded");
}

TEST_CASE("a Ping that wakes the phone for nothing is a loss")
{
    Evidence evidence = healthy();
    CHECK(outcome("ping.wakes", evidence) == "passed");
    int ping = 0;
    for (Exchange& exchange : evidence.exchanges) {
        if (exchange.command == Command::Ping)
            ping = exchange.number;
        if (ping == 0 || exchange.command != Command::Sync || exchange.purpose == Purpose::Probe)
            continue;
        pugi::xml_document reply = conversation::reply_of(exchange);
        reply.document_element().child("Collections").child("Collection").remove_child("Commands");
        conversation::answer_with(exchange, reply);
    }
    CHECK(outcome("ping.wakes", evidence) == "degraded");
}
