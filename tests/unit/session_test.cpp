// What the phone does next, told by nothing but what it was answered.
#include "client/session/request.h"
#include "protocol/eas/command.h"
#include "protocol/eas/request_line.h"
#include "protocol/http/message.h"
#include "tests/rig/conversation.h"
#include "tests/rig/scripted_phone.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <functional>
#include <map>

using namespace easprobe;
using namespace easprobe::rig;

TEST_CASE("the phone's first request is OPTIONS, with its credentials unasked, in the phone's order")
{
    const Talk done = talk_without_ping();
    const http::Request& first = done.exchanges.front().request;
    CHECK(first.method == "OPTIONS");
    CHECK(first.body.empty());
    std::vector<std::string> names;
    for (const http::Header& header : first.headers)
        names.push_back(header.name);
    CHECK(names ==
          Names{"Accept-Language", "User-Agent", "Host", "Connection", "Cache-Control", "Authorization"});
    CHECK(*http::find(first.headers, "Authorization") == http::removed_credentials);
}

TEST_CASE("a healthy mailbox is gone through once, in the phone's order")
{
    const Talk done = talk_without_ping();
    CHECK(done.commands() == Names{"OPTIONS", "FolderSync", "Sync", "GetItemEstimate", "Sync"});
    CHECK(done.ending.kind == Ending::Kind::Complete);
    const http::Request& last = done.exchanges.back().request;
    CHECK(last.target == "/Microsoft-Server-ActiveSync?User=alice&DeviceId=0123456789ABCDEF0123456789ABCDEF"
                         "&DeviceType=PocketPC&Cmd=Sync");
    std::vector<std::string> names;
    for (const http::Header& header : last.headers)
        names.push_back(header.name);
    CHECK(names == Names{"Accept-Language", "MS-ASProtocolVersion", "Content-Type", "X-MS-PolicyKey",
                         "User-Agent", "Host", "Content-Length", "Connection", "Cache-Control",
                         "Authorization"});
    CHECK(*http::find(last.headers, "X-MS-PolicyKey") == "0");
}

TEST_CASE("a 449 leads to Provision in two phases, and to the same request again with the final key")
{
    const Talk done = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        return command == "FolderSync" && nth == 1 ? Answer(status(449)) : as_usual();
    });
    CHECK(done.commands() == Names{"OPTIONS", "FolderSync", "Provision", "Provision", "FolderSync", "Sync",
                                   "GetItemEstimate", "Sync"});
    const auto key = [&](std::size_t at) {
        return *http::find(done.exchanges[at].request.headers, "X-MS-PolicyKey");
    };
    CHECK(key(1) == "0");
    CHECK(key(2) == "0");
    CHECK(key(3) == "111");
    CHECK(key(4) == "222");
    CHECK(key(7) == "222");
    CHECK(done.exchanges[4].request.body == done.exchanges[1].request.body);
}

TEST_CASE("a server that asks for its policy for ever is given up after three of them")
{
    const Talk done = talk_without_ping([](const Exchange&, const std::string& command, int) {
        return command == "FolderSync" ? Answer(status(449)) : as_usual();
    });
    CHECK(done.ending.kind == Ending::Kind::Blocked);
    CHECK(done.ending.phase == Phase::Provision);
    CHECK(std::ranges::count(done.commands(), "Provision") == 6);
    CHECK(std::ranges::count(done.commands(), "FolderSync") == 4);
}

TEST_CASE("no policy for this handset leaves the key at 0")
{
    const Talk done = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        if (command == "FolderSync" && nth == 1)
            return Answer(status(449));
        return command == "Provision" ? Answer(reply(provision_answer("", 2))) : as_usual();
    });
    CHECK(std::ranges::count(done.commands(), "Provision") == 1);
    CHECK(done.ending.kind == Ending::Kind::Complete);
    CHECK(*http::find(done.exchanges.back().request.headers, "X-MS-PolicyKey") == "0");
}

TEST_CASE("an order to wipe the phone is never acknowledged")
{
    const Talk done = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        if (command == "FolderSync" && nth == 1)
            return Answer(status(449));
        return command == "Provision" ? Answer(reply(provision_answer("111", 1, "<RemoteWipe/>")))
                                      : as_usual();
    });
    CHECK(std::ranges::count(done.commands(), "Provision") == 1);
    CHECK(done.ending.kind == Ending::Kind::Blocked);
    CHECK(done.ending.phase == Phase::Provision);
}

TEST_CASE("a redirect is not followed")
{
    const Talk done = talk_without_ping([](const Exchange&, const std::string& command, int) {
        return command == "OPTIONS"
                   ? Answer(http::Response{302, "Found", {{"Location", "https://elsewhere.test/"}}, ""})
                   : as_usual();
    });
    CHECK(done.commands() == Names{"OPTIONS"});
    CHECK(done.ending.kind == Ending::Kind::Blocked);
}

TEST_CASE("MoreAvailable is followed until it ends, and no further than a phone could store")
{
    const Talk three = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        return command == "Sync" && nth <= 3
                   ? Answer(reply(sync_answer(1, fmt::format("k{}", nth), "<MoreAvailable/>")))
                   : as_usual();
    });
    CHECK(three.commands() ==
          Names{"OPTIONS", "FolderSync", "Sync", "GetItemEstimate", "Sync", "Sync", "Sync"});
    const Talk endless = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        return command == "Sync" ? Answer(reply(sync_answer(1, fmt::format("k{}", nth), "<MoreAvailable/>")))
                                 : as_usual();
    });
    CHECK(endless.ending.kind == Ending::Kind::Blocked);
    CHECK(endless.ending.phase == Phase::Sync);
}

TEST_CASE("an estimate of nothing leaves the Sync out")
{
    std::string nothing = one_item;
    nothing.replace(nothing.find("<Estimate>1"), 11, "<Estimate>0");
    const Talk done = talk_without_ping([&](const Exchange&, const std::string& command, int) {
        return command == "GetItemEstimate" ? Answer(reply(nothing)) : as_usual();
    });
    CHECK(done.commands() == Names{"OPTIONS", "FolderSync", "Sync", "GetItemEstimate"});
    CHECK(done.ending.kind == Ending::Kind::Complete);
}

TEST_CASE("a refused key begins the collection again, once")
{
    const Talk again = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        return command == "Sync" && nth == 2 ? Answer(reply(sync_answer(3, ""))) : as_usual();
    });
    CHECK(again.commands() == Names{"OPTIONS", "FolderSync", "Sync", "GetItemEstimate", "Sync", "Sync",
                                    "GetItemEstimate", "Sync"});
    CHECK(again.ending.kind == Ending::Kind::Complete);
    const Talk never = talk_without_ping([](const Exchange&, const std::string& command, int nth) {
        return command == "Sync" && nth % 2 == 0 ? Answer(reply(sync_answer(3, ""))) : as_usual();
    });
    CHECK(std::ranges::count(never.commands(), "Sync") == 4);
    CHECK(never.ending.kind == Ending::Kind::Blocked);
}

TEST_CASE("at 12.1 version and policy key stand in the base64 query and in no header")
{
    const Talk done = talk_without_ping([](const Exchange&, const std::string& command, int) {
        return command == "OPTIONS" ? Answer(options_of("2.5,12.0,12.1")) : as_usual();
    });
    const http::Request& request = done.exchanges[1].request;
    CHECK(http::find(request.headers, "MS-ASProtocolVersion") == nullptr);
    CHECK(http::find(request.headers, "X-MS-PolicyKey") == nullptr);
    const auto line = eas::parse_target(request.target);
    REQUIRE(line.has_value());
    CHECK(line->is_base64);
    CHECK(line->version == eas::ProtocolVersion::V12_1);
    CHECK(line->policy_key == 0);
    CHECK(line->device_id == "0123456789ABCDEF0123456789ABCDEF");
    CHECK(line->device_type == "PPC");
    CHECK(line->command == eas::Command::FolderSync);
}

TEST_CASE("a parameter that the base64 query has no room for is sent in the plain one, whole")
{
    const Target target{.host = "eas.example.test"};
    const Circumstances circumstances;
    session::HandsetSession::State state(conversation::handset(), target, {}, circumstances, {});
    state.version = eas::ProtocolVersion::V12_1;
    for (const std::size_t length : {255U, 256U}) {
        const std::string id(length, 'x');
        const http::Request request = session::make_request(state, eas::Command::SmartReply, "",
                                                            session::SendCredentials::Yes, {{"ItemId", id}});
        const auto line = eas::parse_target(request.target);
        REQUIRE(line.has_value());
        CHECK(line->is_base64 == (length == 255));
        CHECK((http::find(request.headers, "MS-ASProtocolVersion") == nullptr) == (length == 255));
        REQUIRE(eas::find_parameter(*line, "ItemId") != nullptr);
        CHECK(*eas::find_parameter(*line, "ItemId") == id);
    }
}

TEST_CASE("a server that only speaks 2.5 and a pinned version are both kept to")
{
    Wishes pinned = unhurried();
    pinned.options.pinned_version = eas::ProtocolVersion::V12_0;
    const Talk done = talk_without_ping(
        [](const Exchange&, const std::string& command, int) {
            return command == "OPTIONS" ? Answer(options_of("2.5,12.0,12.1")) : as_usual();
        },
        pinned);
    CHECK(*http::find(done.exchanges[1].request.headers, "MS-ASProtocolVersion") == "12.0");
    const Talk old = talk_without_ping();
    CHECK(*http::find(old.exchanges[1].request.headers, "MS-ASProtocolVersion") == "2.5");
}

TEST_CASE("whatever is sent, no request carries the real credentials")
{
    const Talk done = talk_without_ping();
    for (const Exchange& exchange : done.exchanges)
        for (const http::Header& header : exchange.request.headers)
            if (header.name == "Authorization")
                CHECK(header.value == http::removed_credentials);
}

TEST_CASE("a connection that breaks ends the phase it broke in")
{
    for (const auto& [broken, phase] : {std::pair{"OPTIONS", Phase::Options},
                                        {"FolderSync", Phase::FolderSync},
                                        {"GetItemEstimate", Phase::Sync}}) {
        const std::string command = broken; // clang lets no lambda look at a binding.
        CAPTURE(command);
        const Talk done = talk_without_ping([&](const Exchange&, const std::string& sent, int) {
            return sent == command ? Answer(cut()) : as_usual();
        });
        CHECK(done.ending.kind == Ending::Kind::Blocked);
        CHECK(done.ending.phase == phase);
        CHECK(done.commands().back() == command);
    }
}
