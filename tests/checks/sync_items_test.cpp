// Checks of what is in the items, by evidence changed by hand.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>
#include <functional>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;
using eas::Command;

namespace {

constexpr auto v2_5 = eas::ProtocolVersion::V2_5;
constexpr auto v12_0 = eas::ProtocolVersion::V12_0;
constexpr auto v12_1 = eas::ProtocolVersion::V12_1;

pugi::xml_node collection_of(pugi::xml_document& reply)
{
    return reply.document_element().child("Collections").child("Collection");
}

/// The healthy conversation, with the first answer that has an item of that class's element changed.
Evidence with_change(eas::ProtocolVersion version, const char* element,
                     const std::function<void(pugi::xml_node)>& change)
{
    Evidence evidence = healthy(version);
    for (Exchange& exchange : evidence.exchanges) {
        if (exchange.command != Command::Sync || exchange.reply() == nullptr)
            continue;
        pugi::xml_document reply = conversation::reply_of(exchange);
        const pugi::xml_node data =
            collection_of(reply).child("Commands").child("Add").child("ApplicationData");
        if (!data.child(element))
            continue;
        change(data);
        conversation::answer_with(exchange, reply);
        return evidence;
    }
    FAIL("no item has it");
    return evidence;
}

std::string observed(const char* id, const Evidence& evidence)
{
    const checks::Result result = conversation::run(id, evidence);
    return result.finding() == nullptr ? std::string() : result.finding()->observed;
}

constexpr const char* well_formed = "sync.well-formed-for-version";

} // namespace

TEST_CASE("a value that is not of its element's type is a loss, and is shown")
{
    struct Case {
        eas::ProtocolVersion version;
        const char* element;
        const char* value;
        const char* said;
    };
    const Case cases[] = {
        {v2_5, "email:DateReceived", "20080601T120000Z", "not a date like 2008-06-01T12:00:00.000Z"},
        {v12_1, "email:DateReceived", "2008-02-30T12:00:00.000Z", "'2008-02-30T12:00:00.000Z'"},
        {v12_1, "email:DateReceived", "", "email:DateReceived without a value"},
        {v12_0, "email:Read", "true", "email:Read 'true', not 0 or 1"},
        {v12_1, "email:Importance", "3", "email:Importance '3', not a number from 0 to 2"},
        {v2_5, "email:BodySize", "-1", "email:BodySize '-1'"},
        {v12_1, "calendar:StartTime", "2008-06-01T12:00:00.000Z", "not a date like 20080601T120000Z"},
        {v12_1, "calendar:StartTime", "20080601T250000Z", "calendar:StartTime '20080601T250000Z'"},
        {v2_5, "calendar:BusyStatus", "9", "not a number from 0 to 3"},
        {v12_1, "tasks:DueDate", "tomorrow", "tasks:DueDate 'tomorrow'"},
        {v12_1, "airsyncbase:NativeBodyType", "x", "airsyncbase:NativeBodyType 'x'"},
    };
    for (const Case& one : cases) {
        CAPTURE(one.element);
        CAPTURE(one.value);
        const Evidence evidence = with_change(one.version, one.element, [&](pugi::xml_node data) {
            data.child(one.element).text().set(one.value);
        });
        CHECK(outcome(well_formed, evidence) == "degraded");
        CHECK(observed(well_formed, evidence).find(one.said) != std::string::npos);
    }
}

TEST_CASE("an element that came with a later version is a loss at an earlier one")
{
    const Evidence later = with_change(v2_5, "email:Subject", [](pugi::xml_node data) {
        data.append_child("email:ContentClass").text().set("urn:content-classes:message");
    });
    CHECK(outcome(well_formed, later) == "degraded");
    CHECK(observed(well_formed, later).find("email:ContentClass, which 2.5 does not have") !=
          std::string::npos);
    CHECK(outcome(well_formed, with_change(v12_1, "email:Subject", [](pugi::xml_node) {})) == "passed");
}

TEST_CASE("the time zone of an invitation is read as that of an appointment")
{
    const auto with_zone = [](const std::string& zone) {
        return with_change(v12_1, "email:Subject", [&zone](pugi::xml_node data) {
            pugi::xml_node request = data.append_child("email:MeetingRequest");
            request.append_child("email:TimeZone").text().set(zone.c_str());
        });
    };
    // 172 bytes of 0 are 230 digits and two of padding: no bias, and no change of clocks.
    const std::string utc = std::string(230, 'A') + "==";
    CHECK(outcome("sync.calendar-time-zone", with_zone(utc)) == "passed");
    CHECK(outcome("sync.calendar-time-zone", with_zone("AAAA")) == "degraded");
    CHECK(observed("sync.calendar-time-zone", with_zone("AAAA")).find("it has 3 bytes, not 172") !=
          std::string::npos);
}

TEST_CASE("the Class of a collection belongs into answers up to 12.0 and not into those of 12.1")
{
    for (const auto version : {v2_5, v12_0}) {
        Evidence evidence = healthy(version);
        pugi::xml_document reply = conversation::reply_of(conversation::nth(evidence, Command::Sync, 2));
        REQUIRE(collection_of(reply).remove_child("Class"));
        conversation::answer_with(conversation::nth(evidence, Command::Sync, 2), reply);
        CHECK(outcome(well_formed, evidence) == "blocker");
        CHECK(observed(well_formed, evidence) == "answers to Sync hold a Collection without its Class");
    }
    Evidence evidence = healthy(v12_1);
    pugi::xml_document reply = conversation::reply_of(conversation::nth(evidence, Command::Sync, 2));
    collection_of(reply).prepend_child("Class").text().set("Email");
    conversation::answer_with(conversation::nth(evidence, Command::Sync, 2), reply);
    CHECK(outcome(well_formed, evidence) == "degraded");
}

TEST_CASE("an item without a name or without content cannot be kept")
{
    for (const char* missing : {"ServerId", "ApplicationData"}) {
        Evidence evidence = healthy();
        pugi::xml_document reply = conversation::reply_of(conversation::nth(evidence, Command::Sync, 2));
        REQUIRE(collection_of(reply).child("Commands").child("Add").remove_child(missing));
        conversation::answer_with(conversation::nth(evidence, Command::Sync, 2), reply);
        CHECK(outcome(well_formed, evidence) == "blocker");
        CHECK(observed(well_formed, evidence).find(missing) != std::string::npos);
    }
}

TEST_CASE("an attachment arrives by the command of the version")
{
    for (const auto& [version, command] : {std::pair{v2_5, Command::GetAttachment},
                                           {v12_0, Command::ItemOperations},
                                           {v12_1, Command::ItemOperations}}) {
        Evidence evidence = healthy(version);
        CHECK(outcome("sync.attachment-arrives", evidence) == "passed");
        Exchange& fetch = conversation::nth(evidence, command, 1);
        conversation::answer_with(fetch, 200);
        CHECK(outcome("sync.attachment-arrives", evidence) == "degraded");
        CHECK(observed("sync.attachment-arrives", evidence).find("'minutes.txt'") != std::string::npos);
        conversation::answer_with(fetch, 500);
        CHECK(outcome("sync.attachment-arrives", evidence) == "degraded");
        conversation::answer_with(fetch, TransportFailure::Kind::CutShort);
        CHECK(outcome("sync.attachment-arrives", evidence) == "degraded");
        CHECK(outcome("sync.reply-readable", evidence) == "passed");
        conversation::answer_with(fetch, TransportFailure::Kind::DeadlineReached);
        CHECK(outcome("sync.attachment-arrives", evidence) == "not-reached");
    }
}

TEST_CASE("an attachment of another size than was said is another, or a part")
{
    Evidence evidence = healthy(v2_5);
    Exchange& fetch = conversation::nth(evidence, Command::GetAttachment, 1);
    const auto size = std::get<http::Response>(fetch.ended).body.size();
    for (const auto& [length, said] : {std::pair{size / 3, "degraded"},
                                       {size * 3 / 4, "passed"},
                                       {size * 4 / 3, "passed"},
                                       {size * 4, "degraded"}}) {
        conversation::answer_with(fetch, 200, std::string(length, 'x'));
        CHECK(outcome("sync.attachment-arrives", evidence) == said);
    }
}

TEST_CASE("what ItemOperations says of an attachment is explained")
{
    Evidence evidence = healthy();
    Exchange& fetch = conversation::nth(evidence, Command::ItemOperations, 1);
    pugi::xml_document reply = conversation::reply_of(fetch);
    pugi::xml_node answer = reply.document_element().child("Response").child("Fetch");
    answer.child("Properties").child("Data").text().set("no base64!");
    conversation::answer_with(fetch, reply);
    CHECK(observed("sync.attachment-arrives", evidence).find("no base64 in the answer's Data") !=
          std::string::npos);
    answer.child("Status").text().set("15");
    conversation::answer_with(fetch, reply);
    CHECK(observed("sync.attachment-arrives", evidence) ==
          "the attachment 'minutes.txt': ItemOperations status 15 (The attachment is unknown or not valid)");
}

TEST_CASE("a mailbox without attachments has none to fetch")
{
    Evidence evidence = healthy();
    std::erase_if(evidence.exchanges, [](const Exchange& exchange) {
        return exchange.command == Command::ItemOperations || exchange.command == Command::Sync;
    });
    CHECK(outcome("sync.attachment-arrives", evidence) == "not-applicable");
    Evidence stopped = healthy();
    std::erase_if(stopped.exchanges,
                  [](const Exchange& exchange) { return exchange.command == Command::ItemOperations; });
    CHECK(outcome("sync.attachment-arrives", stopped) == "not-reached");
}

TEST_CASE("a status that led to items in the end is no fault, and one that did not is")
{
    Evidence evidence = healthy();
    Exchange& first = conversation::nth(evidence, Command::Sync, 2);
    pugi::xml_document reply = conversation::reply_of(first);
    collection_of(reply).child("Status").text().set("5");
    conversation::answer_with(first, reply);
    CHECK(outcome("sync.items-arrive", evidence) == "passed"); // A mail came after Ping, by a later Sync.
    const int number = first.number;
    std::erase_if(evidence.exchanges,
                  [number](const Exchange& exchange) { return exchange.number > number; });
    CHECK(outcome("sync.items-arrive", evidence) == "blocker");
    CHECK(observed("sync.items-arrive", evidence) == "Sync status 5 (Email): The server failed");
    CHECK(conversation::finding_of("sync.items-arrive", evidence)
              .remedy.starts_with("Read the server's event log"));
}
