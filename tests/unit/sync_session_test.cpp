// The phone's way through its collections, and its ways back: told by nothing but what it was answered.
#include "protocol/eas/sync.h"
#include "tests/rig/scripted_phone.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <set>

using namespace easprobe;
using namespace easprobe::rig;

namespace {

/// The text of the nth Sync that asks for items, as XML in one line.
std::string question_of(const Talk& done, std::size_t at)
{
    struct Writer final : pugi::xml_writer {
        std::string text;
        void write(const void* data, std::size_t size) override
        {
            text.append(static_cast<const char*>(data), size);
        }
    } writer;
    const pugi::xml_document* question = done.exchanges.at(at).question();
    REQUIRE(question != nullptr);
    question->document_element().child("Collections").child("Collection").print(writer, "", pugi::format_raw);
    return writer.text;
}

/// Up to the n-th Sync all is well, which then gets this status, once; and all is well again.
Answers status_once(const std::string& command, int nth, const std::string& answer)
{
    return Answers([=](const Exchange&, const std::string& sent, int count) {
        return sent == command && count == nth ? Answer(reply(answer)) : as_usual();
    });
}

std::string estimate_answer(int status)
{
    return fmt::format("<GetItemEstimate xmlns=\"GetItemEstimate\"><Response><Status>{}</Status></Response>"
                       "</GetItemEstimate>",
                       status);
}

std::string folders_answer(int status)
{
    return fmt::format("<FolderSync xmlns=\"FolderHierarchy\"><Status>{}</Status></FolderSync>", status);
}

const Names usual = {"OPTIONS", "FolderSync", "Sync", "GetItemEstimate", "Sync"};

} // namespace

TEST_CASE("what is asked of the Inbox is in the order that old servers want, by version")
{
    const std::string of_2_5 = question_of(talk_without_ping(), 4);
    CHECK(of_2_5 ==
          "<Collection><Class>Email</Class><SyncKey>{k}1</SyncKey><CollectionId>5</CollectionId>"
          "<DeletesAsMoves/><GetChanges/><WindowSize>100</WindowSize><Options><FilterType>0</FilterType>"
          "<Truncation>1</Truncation></Options></Collection>");
    const auto offering = [](const char* versions) {
        return Answers([versions](const Exchange&, const std::string& command, int) {
            return command == "OPTIONS" ? Answer(options_of(versions)) : as_usual();
        });
    };
    const std::string rest =
        "<DeletesAsMoves/><GetChanges/><WindowSize>100</WindowSize><Options><FilterType>0"
        "</FilterType><airsyncbase:BodyPreference><airsyncbase:Type>1</airsyncbase:Type>"
        "<airsyncbase:TruncationSize>512</airsyncbase:TruncationSize>"
        "</airsyncbase:BodyPreference></Options></Collection>";
    CHECK(question_of(talk_without_ping(offering("2.5,12.0")), 4) ==
          "<Collection><Class>Email</Class><SyncKey>{k}1</SyncKey><CollectionId>5</CollectionId>" + rest);
    CHECK(question_of(talk_without_ping(offering("2.5,12.0,12.1")), 4) ==
          "<Collection><SyncKey>{k}1</SyncKey><CollectionId>5</CollectionId>" + rest);
}

TEST_CASE(
    "what can change on both sides comes with the phone's rule for conflicts, mail with its S/MIME if any")
{
    eas::SyncRequest request;
    request.item_class = "Contacts";
    request.sync_key = "1";
    request.collection_id = "2";
    request.conflict = 0;
    request.mime_support = 1;
    const auto options = [&] {
        const pugi::xml_document body = eas::make_sync(request);
        std::string names;
        for (const pugi::xml_node option :
             body.document_element().child("Collections").child("Collection").child("Options").children())
            names += fmt::format("{}={} ", option.name(), option.child_value());
        return names;
    };
    CHECK(options() == "Conflict=0 ");
    request.item_class = "Email";
    CHECK(options() == "Truncation=1 MIMESupport=1 ");
    request.version = eas::ProtocolVersion::V12_1;
    CHECK(options() == "airsyncbase:BodyPreference= MIMESupport=1 ");
}

TEST_CASE("each status of Sync leads the phone its own way back, once")
{
    struct Way {
        int status;
        Names then; ///< After the Sync that got it.
    };
    const Names from_key_0 = {"Sync", "GetItemEstimate", "Sync"};
    const std::vector<Way> ways = {
        {3, from_key_0},             // A refused key: from key 0.
        {5, {"Sync"}},               // A failure of the server: the same again.
        {8, {"FolderSync", "Sync"}}, // Not found: have the folders changed?
        {12, {"FolderSync", "Sync"}},
        {13, {"Sync"}},
        {16, {"Sync"}},
    };
    for (const Way& way : ways) {
        CAPTURE(way.status);
        const Talk done = talk_without_ping(status_once("Sync", 2, sync_answer(way.status, "")));
        Names expected = usual;
        expected.insert(expected.end(), way.then.begin(), way.then.end());
        CHECK(done.commands() == expected);
        CHECK(done.ending.kind == Ending::Kind::Complete);
    }
    for (const int status : {4, 6, 7, 9, 14, 15, 99}) {
        CAPTURE(status);
        const Talk done = talk_without_ping(status_once("Sync", 2, sync_answer(status, "")));
        CHECK(done.commands() == usual);
        CHECK(done.ending.kind == Ending::Kind::Blocked);
        CHECK(done.ending.reason == fmt::format("Sync status {} (Email)", status));
    }
}

TEST_CASE("a status that stays is given up after each of its steps was taken once")
{
    struct Staying {
        int status;
        std::set<int> syncs; ///< Which of the Syncs get it: all but those for a first key.
        std::ptrdiff_t sent;
    };
    const std::vector<Staying> all = {{3, {2, 4}, 4}, {5, {2, 3, 5}, 5}, {12, {2, 3}, 3}, {13, {2, 3}, 3}};
    for (const Staying& staying : all) {
        CAPTURE(staying.status);
        const Talk done = talk_without_ping([&](const Exchange&, const std::string& command, int nth) {
            return command == "Sync" && staying.syncs.contains(nth)
                       ? Answer(reply(sync_answer(staying.status, "")))
                       : as_usual();
        });
        CHECK(std::ranges::count(done.commands(), "Sync") == staying.sent);
        CHECK(done.ending.kind == Ending::Kind::Blocked);
        CHECK(done.ending.phase == Phase::Sync);
    }
}

TEST_CASE("each status of GetItemEstimate leads the phone its own way back")
{
    const Names from_key_0 = {"Sync", "GetItemEstimate", "Sync"};
    const std::map<int, Names> ways = {{2, {"FolderSync", "Sync"}}, {3, from_key_0}, {4, from_key_0}};
    for (const auto& [given, then] : ways) {
        const int status = given; // clang lets no lambda look at a binding.
        CAPTURE(status);
        const Talk done = talk_without_ping(status_once("GetItemEstimate", 1, estimate_answer(status)));
        Names expected = {"OPTIONS", "FolderSync", "Sync", "GetItemEstimate"};
        expected.insert(expected.end(), then.begin(), then.end());
        CHECK(done.commands() == expected);
        CHECK(done.ending.kind == Ending::Kind::Complete);
    }
}

TEST_CASE("each status of FolderSync leads the phone its own way back")
{
    for (const int status : {6, 11, 12}) {
        CAPTURE(status);
        const Talk done = talk_without_ping(status_once("FolderSync", 1, folders_answer(status)));
        CHECK(std::ranges::count(done.commands(), "FolderSync") == 2);
        CHECK(done.ending.kind == Ending::Kind::Complete);
    }
    for (const int status : {9, 10}) {
        CAPTURE(status);
        const Talk done = talk_without_ping(status_once("FolderSync", 1, folders_answer(status)));
        CHECK(done.commands() == Names{"OPTIONS", "FolderSync"});
        CHECK(done.ending.kind == Ending::Kind::Blocked);
        CHECK(done.ending.phase == Phase::FolderSync);
    }
}

TEST_CASE("a key of the folders that is refused in mid-session is given up for key 0")
{
    const Talk done = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        if (command == "Sync" && nth == 2)
            return Answer(reply(sync_answer(12, "")));
        return command == "FolderSync" && nth == 2 ? Answer(reply(folders_answer(9))) : as_usual();
    });
    CHECK(done.commands() == Names{"OPTIONS", "FolderSync", "Sync", "GetItemEstimate", "Sync", "FolderSync",
                                   "FolderSync", "Sync"});
    const auto key = [&](std::size_t at) {
        return std::string(done.exchanges.at(at).question()->document_element().child_value("SyncKey"));
    };
    CHECK(key(1) == "0");
    CHECK(key(5) == "1");
    CHECK(key(6) == "0");
    CHECK(done.ending.kind == Ending::Kind::Complete);
}

TEST_CASE("a folder that has moved to another id is begun anew, and one that has gone is left")
{
    const auto with_changes = [](const std::string& changes) {
        return talk_without_ping([&](const Exchange&, const std::string& command, int nth) {
            if (command == "Sync" && nth == 2)
                return Answer(reply(sync_answer(12, "")));
            return command == "FolderSync" && nth == 2
                       ? Answer(reply("<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>2"
                                      "</SyncKey><Changes>" +
                                      changes + "</Changes></FolderSync>"))
                       : as_usual();
        });
    };
    const Talk moved = with_changes(
        "<Delete><ServerId>5</ServerId></Delete><Add><ServerId>77</ServerId><ParentId>0</ParentId>"
        "<DisplayName>Inbox</DisplayName><Type>2</Type></Add>");
    CHECK(moved.commands() == Names{"OPTIONS", "FolderSync", "Sync", "GetItemEstimate", "Sync", "FolderSync",
                                    "Sync", "GetItemEstimate", "Sync"});
    CHECK(question_of(moved, 8).find("<CollectionId>77<") != std::string::npos);
    const Talk gone = with_changes("<Delete><ServerId>5</ServerId></Delete>");
    CHECK(gone.commands() == Names{"OPTIONS", "FolderSync", "Sync", "GetItemEstimate", "Sync", "FolderSync"});
    CHECK(gone.ending.kind == Ending::Kind::Complete);
}

TEST_CASE("an empty answer of 12.1 says that nothing is new")
{
    const Talk done = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        if (command == "OPTIONS")
            return Answer(options_of("2.5,12.0,12.1"));
        return command == "Sync" && nth == 2 ? Answer(status(200)) : as_usual();
    });
    CHECK(done.commands() == usual);
    CHECK(done.ending.kind == Ending::Kind::Complete);
}

TEST_CASE("the smallest attachment of the mails is fetched once, by the version's own command")
{
    const std::string attachments_2_5 =
        "<Commands><Add><ServerId>5:1</ServerId><ApplicationData><email:Attachments><email:Attachment>"
        "<email:AttName>5:1/0</email:AttName><email:AttSize>900</email:AttSize></email:Attachment>"
        "<email:Attachment><email:AttName>5:1/1</email:AttName><email:AttSize>80</email:AttSize>"
        "</email:Attachment></email:Attachments></ApplicationData></Add></Commands>";
    const auto with = [&](const char* versions, const std::string& items) {
        return talk_without_ping([=](const Exchange&, const std::string& command, int nth) {
            if (command == "OPTIONS")
                return Answer(options_of(versions));
            return command == "Sync" && nth == 2 ? Answer(reply(sync_answer(1, "k", items))) : as_usual();
        });
    };
    const Talk old = with("2.5", attachments_2_5);
    CHECK(old.commands().back() == "GetAttachment");
    CHECK(std::ranges::count(old.commands(), "GetAttachment") == 1);
    CHECK(old.exchanges.back().request.target.ends_with("&Cmd=GetAttachment&AttachmentName=5%3A1%2F1"));
    CHECK(old.exchanges.back().request.body.empty());
    const Talk of_12 = with(
        "2.5,12.0", "<Commands><Add><ServerId>5:1</ServerId><ApplicationData><airsyncbase:Attachments>"
                    "<airsyncbase:Attachment><airsyncbase:FileReference>5:1/7</airsyncbase:FileReference>"
                    "</airsyncbase:Attachment></airsyncbase:Attachments></ApplicationData></Add></Commands>");
    CHECK(of_12.commands().back() == "ItemOperations");
    const pugi::xml_node fetch = of_12.exchanges.back().question()->document_element().child("Fetch");
    CHECK(std::string(fetch.child_value("Store")) == "Mailbox");
    CHECK(std::string(fetch.child_value("airsyncbase:FileReference")) == "5:1/7");
    const Talk too_large = with("2.5", "<Commands><Add><ServerId>5:1</ServerId><ApplicationData>"
                                       "<email:Attachments><email:Attachment><email:AttName>a</email:AttName>"
                                       "<email:AttSize>9000000</email:AttSize></email:Attachment>"
                                       "</email:Attachments></ApplicationData></Add></Commands>");
    CHECK(too_large.commands() == usual);
}

TEST_CASE("an attachment that gets no answer does not stop the phone")
{
    const std::string item =
        "<Commands><Add><ServerId>5:1</ServerId><ApplicationData><email:Attachments><email:Attachment>"
        "<email:AttName>5:1/0</email:AttName></email:Attachment></email:Attachments></ApplicationData></Add>"
        "</Commands>";
    const Talk done = talk_without_ping([&](const Exchange&, const std::string& command, int nth) {
        if (command == "GetAttachment")
            return Answer(cut());
        return command == "Sync" && nth == 2 ? Answer(reply(sync_answer(1, "k", item))) : as_usual();
    });
    CHECK(done.commands().back() == "GetAttachment");
    CHECK(done.ending.kind == Ending::Kind::Complete);
    // Nor does it when a policy was fetched in between.
    const Talk later = talk_without_ping([&](const Exchange&, const std::string& command, int nth) {
        if (command == "GetAttachment")
            return nth == 1 ? Answer(status(449)) : Answer(cut());
        return command == "Sync" && nth == 2 ? Answer(reply(sync_answer(1, "k", item))) : as_usual();
    });
    CHECK(std::ranges::count(later.commands(), "GetAttachment") == 2);
    CHECK(later.commands().back() == "GetAttachment");
    CHECK(later.ending.kind == Ending::Kind::Complete);
}
