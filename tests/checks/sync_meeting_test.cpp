// An invitation to oneself: whose meeting it is, what the server makes of it and of the answer, and that
// nothing of it stays.
#include "tests/rig/conversation.h"
#include "tests/rig/writing_run.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>

using namespace easprobe;
using namespace easprobe::writing;

namespace {

constexpr const char* id = "sync.meeting-answered";

/// A run in which bob asks alice; with an empty address she asks herself.
Evidence run_from(const std::string& organizer, std::vector<test_server::FaultRule> faults = {})
{
    const auto server = start(std::move(faults));
    const std::string before = server->mailbox_of("alice");
    const std::string others = server->mailbox_of("bob");
    Run run = run_against(*server);
    run.options.invitation_from = organizer;
    Evidence evidence = emulate(conversation::handset(), std::move(run));
    CHECK(evidence.left_behind == std::vector<std::string>{});
    CHECK(server->mailbox_of("alice") == before);
    CHECK(server->mailbox_of("bob") == others);
    return evidence;
}

const Evidence& from_bob()
{
    static const Evidence evidence = run_from("bob@example.test");
    return evidence;
}

Exchange& step(Evidence& evidence, ErrandStep name)
{
    const auto found = std::ranges::find(evidence.exchanges, name, &Exchange::step);
    REQUIRE(found != evidence.exchanges.end());
    return *found;
}

std::string words(const Evidence& evidence)
{
    const auto outcome = conversation::run(id, evidence).outcome;
    if (const auto* passed = std::get_if<checks::Passed>(&outcome))
        return passed->observed;
    if (const auto* finding = std::get_if<checks::Finding>(&outcome))
        return finding->observed;
    if (const auto* not_applicable = std::get_if<checks::NotApplicable>(&outcome))
        return not_applicable->reason;
    return "not reached";
}

/// ApplicationData of the invitation, in an answer that it came in.
pugi::xml_node mail_in(const pugi::xml_document& reply)
{
    return reply.child("Sync")
        .child("Collections")
        .child("Collection")
        .child("Commands")
        .child("Add")
        .child("ApplicationData");
}

} // namespace

TEST_CASE("an invitation by somebody else is accepted: it is in the calendar, and gone from the Inbox")
{
    CHECK(conversation::outcome(id, from_bob()) == "passed");
    CHECK(words(from_bob()) ==
          "an invitation was accepted, and the event was in the calendar; the invitation is "
          "gone from the Inbox");
}

TEST_CASE("Exchange lets nobody accept a meeting of his own, which is no fault of the server's")
{
    const Evidence evidence = run_from("");
    CHECK(has_step(evidence, ErrandStep::InvitationAccept));
    CHECK_FALSE(has_step(evidence, ErrandStep::InvitationEvent));
    CHECK(conversation::outcome(id, evidence) == "not-applicable");
    CHECK(words(evidence).find("--invitation-from") != std::string::npos);
}

TEST_CASE("a server that goes by the sender takes the invitation of another for one's own")
{
    Evidence evidence = from_bob();
    Exchange& arrival = step(evidence, ErrandStep::InvitationArrive);
    pugi::xml_document reply = conversation::reply_of(arrival);
    pugi::xml_node organizer = mail_in(reply).child("email:MeetingRequest").child("email:Organizer");
    REQUIRE(organizer.text().set("\"Alice\" <Alice@example.test>"));
    conversation::answer_with(arrival, reply);
    pugi::xml_document refusal;
    refusal.load_string("<MeetingResponse xmlns=\"MeetingResponse\"><Result><Status>2</Status></Result>"
                        "</MeetingResponse>");
    conversation::answer_with(step(evidence, ErrandStep::InvitationAccept), refusal);
    CHECK(conversation::outcome(id, evidence) == "not-applicable");
    CHECK(words(evidence).ends_with("has to be tried by hand"));
}

TEST_CASE("a server that lists no MeetingResponse is sent no invitation")
{
    test_server::Persona persona = *test_server::find_persona("exchange-2007-sp1");
    persona.commands =
        "Sync,SendMail,FolderSync,FolderCreate,FolderDelete,MoveItems,GetItemEstimate,Settings,Search,"
        "Ping,ItemOperations,Provision";
    test_server::ServerSettings settings;
    settings.site.persona = &persona;
    const auto server = test_server::TestServer::start(std::move(settings));
    REQUIRE(server.has_value());
    const Evidence evidence = emulate(conversation::handset(), run_against(**server));
    CHECK(has_step(evidence, ErrandStep::MailArrive));
    CHECK_FALSE(has_step(evidence, ErrandStep::InvitationSend));
    CHECK(conversation::outcome(id, evidence) == "not-applicable");
}

TEST_CASE("an event that does not come into the calendar is a finding")
{
    Evidence evidence = from_bob();
    pugi::xml_document empty;
    empty.load_string("<Sync xmlns=\"AirSync\"><Collections><Collection><SyncKey>1</SyncKey><CollectionId>1"
                      "</CollectionId><Status>1</Status></Collection></Collections></Sync>");
    conversation::answer_with(step(evidence, ErrandStep::InvitationEvent), empty);
    CHECK(conversation::outcome(id, evidence) == "degraded");
    CHECK(words(evidence) == "the event: it had not come into the Calendar 0 s later");
    conversation::answer_with(step(evidence, ErrandStep::InvitationEvent),
                              TransportFailure::Kind::Interrupted);
    CHECK(conversation::outcome(id, evidence) == "passed"); // The run has ended, which is nobody's fault.
}

TEST_CASE("the answer to MeetingResponse is judged by its status and its CalendarId")
{
    struct Case {
        const char* result;
        const char* words;
    };
    constexpr std::array cases = {
        Case{"<Status>1</Status>", "accepting it: no CalendarId of the event"},
        Case{"<Status>3</Status>", "accepting it: MeetingResponse status 3 (The mailbox failed)"},
        Case{"<RequestId>1</RequestId>", "accepting it: a reply with no MeetingResponse/Result/Status"},
        Case{"<Status>2</Status>",
             "accepting it: MeetingResponse status 2 (The mail is no meeting request, or the "
             "user is himself the one who asks to the meeting)"}};
    for (const Case& one : cases) {
        CAPTURE(one.result);
        Evidence evidence = from_bob();
        pugi::xml_document reply;
        reply.load_string((std::string("<MeetingResponse xmlns=\"MeetingResponse\"><Result>") + one.result +
                           "</Result></MeetingResponse>")
                              .c_str());
        conversation::answer_with(step(evidence, ErrandStep::InvitationAccept), reply);
        CHECK(conversation::outcome(id, evidence) == "degraded");
        CHECK(words(evidence) == one.words);
    }
    Evidence evidence = from_bob();
    conversation::answer_with(step(evidence, ErrandStep::InvitationAccept), 501);
    CHECK(conversation::outcome(id, evidence) == "degraded");
}

TEST_CASE("a meeting that comes at another time, or without what is required of it, is a finding")
{
    Evidence evidence = from_bob();
    Exchange& arrival = step(evidence, ErrandStep::InvitationArrive);
    pugi::xml_document reply = conversation::reply_of(arrival);
    pugi::xml_node request = mail_in(reply).child("email:MeetingRequest");
    REQUIRE(request.child("email:StartTime").text().set("20080601T090000Z"));
    REQUIRE(request.remove_child("email:GlobalObjId"));
    REQUIRE(mail_in(reply).child("email:MessageClass").text().set("IPM.Note"));
    conversation::answer_with(arrival, reply);
    CHECK(conversation::outcome(id, evidence) == "degraded");
    CHECK(words(evidence).starts_with(
        "the MeetingRequest: no email:GlobalObjId, email:MessageClass is "
        "'IPM.Note', email:StartTime is 20080601T090000Z, and it was sent with "));
}

TEST_CASE("a server that shows an invitation as any other mail gives the phone nothing to answer")
{
    Evidence evidence = from_bob();
    Exchange& arrival = step(evidence, ErrandStep::InvitationArrive);
    pugi::xml_document reply = conversation::reply_of(arrival);
    REQUIRE(mail_in(reply).remove_child("email:MeetingRequest"));
    REQUIRE(mail_in(reply).child("email:MessageClass").text().set("IPM.Note"));
    conversation::answer_with(arrival, reply);
    CHECK(conversation::outcome(id, evidence) == "not-applicable");
    CHECK(words(evidence).find("MessageClass 'IPM.Note'") != std::string::npos);
}

TEST_CASE("an invitation that is not taken or does not come in is a finding")
{
    Evidence refused = from_bob();
    std::erase_if(refused.exchanges, [](const Exchange& exchange) {
        return recorded_name(exchange).starts_with("invitation.") &&
               exchange.step != ErrandStep::InvitationSend;
    });
    CHECK(conversation::outcome(id, refused) == "not-reached");
    conversation::answer_with(step(refused, ErrandStep::InvitationSend), 403);
    CHECK(conversation::outcome(id, refused) == "degraded");
    CHECK(words(refused).starts_with("sending an invitation: HTTP 403"));
    Evidence lost = from_bob();
    pugi::xml_document reply = conversation::reply_of(step(lost, ErrandStep::InvitationArrive));
    reply.child("Sync").child("Collections").child("Collection").remove_child("Commands");
    conversation::answer_with(step(lost, ErrandStep::InvitationArrive), reply);
    CHECK(words(lost) == "the invitation: it had not come into the Inbox 0 s later");
}
