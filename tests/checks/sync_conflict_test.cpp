// An item that was changed on the phone and on the server: whose change stays, and what the report says of
// it.
#include "protocol/eas/sync_commands.h"
#include "tests/rig/conversation.h"
#include "tests/rig/writing_run.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace easprobe;
using namespace easprobe::writing;
using test_server::Fault;

namespace {

/// A run in which each item has been changed on the server before the phone changes it.
Evidence run_with(int conflict)
{
    test_server::FaultRule rule;
    rule.request = "Sync";
    rule.fault = Fault::ChangedElsewhere;
    const auto server = start({rule});
    const std::string before = server->mailbox_of("alice");
    HandsetProfile profile = conversation::handset();
    profile.sync.conflict = conflict;
    Evidence evidence = emulate(profile, run_against(*server));
    CHECK(server->mailbox_of("alice") == before);
    return evidence;
}

Exchange& step(Evidence& evidence, ErrandStep name)
{
    const auto found = std::ranges::find(evidence.exchanges, name, &Exchange::step);
    REQUIRE(found != evidence.exchanges.end());
    return *found;
}

std::string observed(const Evidence& evidence)
{
    const checks::Result result = conversation::run("sync.conflict-decided", evidence);
    return result.finding() == nullptr ? "" : result.finding()->observed;
}

/// The server's answer without its own version of the item.
void leave_out_commands(Exchange& exchange)
{
    pugi::xml_document reply = conversation::reply_of(exchange);
    reply.child("Sync").child("Collections").child("Collection").remove_child("Commands");
    conversation::answer_with(exchange, reply);
}

} // namespace

TEST_CASE("the server's change stays, is sent to the phone, and is no refused change")
{
    Evidence evidence = run_with(1);
    CHECK(conversation::outcome("sync.conflict-decided", evidence) == "advice");
    CHECK(observed(evidence).find(
              "the task: it was changed on the server at the same time, and the server's "
              "change stayed; the phone's (tasks:Importance '2') is lost, it has '1' now") !=
          std::string::npos);
    CHECK(conversation::outcome("sync.items-two-way", evidence) == "passed");
    CHECK(conversation::outcome("sync.changes-accepted", evidence) == "passed");
}

TEST_CASE("the phone's change stays where its owner has chosen so, and nothing is lost that it knows of")
{
    Evidence evidence = run_with(0);
    const auto responses = eas::read_sync_responses(*step(evidence, ErrandStep::ContactLook).reply());
    REQUIRE(responses.size() == 1);
    CHECK(std::string(responses[0].data.child_value("contacts:JobTitle")) == "Changed by a test");
    CHECK(conversation::outcome("sync.items-two-way", evidence) == "passed");
    // Mail is asked for without a rule, and then the server's change stays.
    CHECK(observed(evidence).starts_with("the mail: it was changed on the server"));
    CHECK(observed(evidence).find("contact") == std::string::npos);
}

TEST_CASE("a server that keeps its own change against the phone's setting is a finding")
{
    Evidence evidence = run_with(1);
    Exchange& changed = step(evidence, ErrandStep::ContactChange);
    // The phone's own request with the other setting in it: Conflict is token 0x1B of AirSync.
    const auto at = changed.request.body.find(std::string("\x5B\x03") + "1");
    REQUIRE(at != std::string::npos);
    changed.request.body[at + 2] = '0';
    interpret(changed);
    CHECK(conversation::outcome("sync.conflict-decided", evidence) == "degraded");
    CHECK(observed(evidence).find(
              "the contact: the phone's change (contacts:JobTitle 'Changed by a test') was "
              "to stay (Conflict 0), and the server kept its own (Status 7)") != std::string::npos);
}

TEST_CASE("a server that keeps its own change and does not send it leaves the two different")
{
    Evidence evidence = run_with(1);
    leave_out_commands(step(evidence, ErrandStep::ContactChange));
    CHECK(conversation::outcome("sync.conflict-decided", evidence) == "degraded");
    CHECK(observed(evidence).find(
              "the contact: the server kept its own change (Status 7) and did not send it, "
              "so that the phone goes on with contacts:JobTitle 'Changed by a test'") != std::string::npos);
}
