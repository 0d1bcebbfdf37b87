// What the phone makes of each answer to Ping, and how it looks for a heartbeat that lives.
#include "tests/rig/scripted_phone.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;
using namespace easprobe::rig;
using namespace std::chrono_literals;

namespace {

/// The heartbeats asked for; -1 for an empty Ping.
std::vector<int> heartbeats(const Talk& talk)
{
    std::vector<int> asked;
    for (const Exchange& exchange : talk.of(eas::Command::Ping))
        asked.push_back(
            exchange.question() == nullptr
                ? -1
                : exchange.question()->document_element().child("HeartbeatInterval").text().as_int());
    return asked;
}

std::size_t folders_in(const Exchange& exchange)
{
    const auto folders = exchange.question()->document_element().child("Folders").children("Folder");
    return static_cast<std::size_t>(std::distance(folders.begin(), folders.end()));
}

/// Pings are answered so, by their number; all else as usual.
Answers pings(const std::function<Answer(int nth)>& answer)
{
    return [answer](const Exchange&, const std::string& command, int nth) -> Answer {
        return command == "Ping" ? answer(nth) : std::nullopt;
    };
}

Wishes holding(std::chrono::seconds heartbeat)
{
    Wishes wishes = unhurried();
    wishes.options.heartbeat = heartbeat;
    return wishes;
}

using Heartbeats = std::vector<int>;

const char* const inbox_and_contacts =
    "<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>1</SyncKey><Changes><Count>2</Count>"
    "<Add><ServerId>5</ServerId><ParentId>0</ParentId><DisplayName>Inbox</DisplayName><Type>2</Type></Add>"
    "<Add><ServerId>6</ServerId><ParentId>0</ParentId><DisplayName>Contacts</DisplayName><Type>9</Type></Add>"
    "</Changes></FolderSync>";

} // namespace

TEST_CASE("a Ping says heartbeat and folders once; the one after a change is empty")
{
    const Talk seen = talk(pings([](int nth) -> Answer {
        return nth == 1 ? Answer(ping(2, 10ms, "<Folders><Folder>5</Folder></Folders>")) : std::nullopt;
    }));
    CHECK(heartbeats(seen) == Heartbeats{5, -1});
    const Exchange empty = seen.of(eas::Command::Ping).back();
    CHECK(empty.request.body.empty());
    CHECK(http::find(empty.request.headers, "Content-Type") == nullptr);
    REQUIRE(http::find(empty.request.headers, "Content-Length") != nullptr);
    CHECK(*http::find(empty.request.headers, "Content-Length") == "0");
    CHECK(seen.ending.kind == Ending::Kind::Complete);
}

TEST_CASE("status 3 to an empty Ping brings the whole one; to a whole one it ends Direct Push")
{
    const Talk seen = talk(pings([](int nth) -> Answer {
        if (nth == 1)
            return ping(2, 10ms, "<Folders><Folder>5</Folder></Folders>");
        return nth == 2 ? Answer(ping(3)) : std::nullopt;
    }));
    CHECK(heartbeats(seen) == Heartbeats{5, -1, 5});
    CHECK(seen.ending.kind == Ending::Kind::Complete);
    const Talk lost = talk(pings([](int) { return ping(3); }));
    CHECK(heartbeats(lost) == Heartbeats{5});
    CHECK(lost.ending.reason == "Ping status 3 to a whole Ping");
}

TEST_CASE("status 4 ends Direct Push")
{
    const Talk lost = talk(pings([](int) { return ping(4); }));
    CHECK(heartbeats(lost) == Heartbeats{5});
    CHECK(lost.ending.phase == Phase::Ping);
    CHECK(lost.ending.reason == "Ping status 4");
}

TEST_CASE("status 5 is kept to, at either end of the server's range")
{
    const auto limit_of = [](int limit) {
        return pings([limit](int nth) -> Answer {
            return nth == 1 ? Answer(ping(5, 10ms,
                                          fmt::format("<HeartbeatInterval>{}</HeartbeatInterval>", limit)))
                            : std::nullopt;
        });
    };
    CHECK(heartbeats(talk(limit_of(60))) == Heartbeats{5, 60});
    CHECK(heartbeats(talk(limit_of(900), holding(1800s))) == Heartbeats{1800, 900});
    CHECK(heartbeats(talk(pings([](int) { return ping(5); }))) == Heartbeats{5});
    const Talk twice =
        talk(pings([](int) { return ping(5, 10ms, "<HeartbeatInterval>60</HeartbeatInterval>"); }));
    CHECK(heartbeats(twice) == Heartbeats{5, 60});
    CHECK(twice.ending.reason == "Ping status 5 once more");
}

TEST_CASE("status 6 leaves folders out, as many as the server says")
{
    const Talk seen = talk([](const Exchange&, const std::string& command, int nth) -> Answer {
        if (command == "FolderSync")
            return reply(inbox_and_contacts);
        return command == "Ping" && nth == 1 ? Answer(ping(6, 10ms, "<MaxFolders>1</MaxFolders>"))
                                             : std::nullopt;
    });
    const auto both = seen.of(eas::Command::Ping);
    REQUIRE(both.size() == 2);
    CHECK(folders_in(both[0]) == 2);
    CHECK(folders_in(both[1]) == 1);
    CHECK(talk(pings([](int) { return ping(6); })).of(eas::Command::Ping).size() == 1);
}

TEST_CASE("status 7 asks for the folders with the key of last time, once")
{
    const Talk seen =
        talk(pings([](int nth) -> Answer { return nth == 1 ? Answer(ping(7)) : std::nullopt; }));
    const auto syncs = seen.of(eas::Command::FolderSync);
    REQUIRE(syncs.size() == 2);
    CHECK(std::string(syncs[1].question()->document_element().child_value("SyncKey")) == "1");
    CHECK(heartbeats(seen) == Heartbeats{5, 5});
    CHECK(seen.ending.kind == Ending::Kind::Complete);
    const Talk always = talk(pings([](int) { return ping(7); }));
    CHECK(always.ending.reason == "Ping status 7 once more");
}

TEST_CASE("status 8 is tried once more")
{
    const Talk seen =
        talk(pings([](int nth) -> Answer { return nth == 1 ? Answer(ping(8)) : std::nullopt; }));
    CHECK(heartbeats(seen) == Heartbeats{5, 5});
    CHECK(talk(pings([](int) { return ping(8); })).of(eas::Command::Ping).size() == 2);
}

TEST_CASE("where a Ping is cut, shorter ones find out how long a connection lives")
{
    const auto lives = [](std::chrono::seconds life) {
        return [life](const Exchange& asked, const std::string& command, int) -> Answer {
            if (command != "Ping")
                return std::nullopt;
            const std::chrono::seconds wanted(
                asked.question()->document_element().child("HeartbeatInterval").text().as_int());
            return wanted > life ? cut(life) : ping(1, wanted);
        };
    };
    CHECK(heartbeats(talk(lives(1200s), holding(1800s))) == Heartbeats{1800, 480, 780, 1080});
    CHECK(heartbeats(talk(lives(300s), holding(480s))) == Heartbeats{480, 150, 225, 262, 281});
    // None is begun that could not end in time.
    Wishes hurried = holding(1800s);
    hurried.options.time = 2500s;
    CHECK(heartbeats(talk(lives(1200s), hurried)) == Heartbeats{1800, 480, 780});
    const Talk never = talk(lives(0s), holding(480s));
    CHECK(heartbeats(never) == Heartbeats{480});
    CHECK(never.ending.kind == Ending::Kind::Blocked);
    CHECK(never.ending.reason == "no Ping was held; the shortest was cut after 0.0 s");
}

TEST_CASE("a gateway that answers for a server it has waited for long has cut the Ping, one that answers at "
          "once has not")
{
    const auto lives = [](int code, std::chrono::seconds life) {
        return [=](const Exchange& asked, const std::string& command, int) -> Answer {
            if (command != "Ping")
                return std::nullopt;
            const std::chrono::seconds wanted(
                asked.question()->document_element().child("HeartbeatInterval").text().as_int());
            return wanted > life ? Reply(status(code), life) : ping(1, wanted);
        };
    };
    CHECK(heartbeats(talk(lives(502, 1200s), holding(1800s))) == Heartbeats{1800, 480, 780, 1080});
    CHECK(heartbeats(talk(lives(504, 300s), holding(480s))) == Heartbeats{480, 150, 225, 262, 281});
    const Talk at_once = talk(lives(502, 2s), holding(480s));
    CHECK(heartbeats(at_once) == Heartbeats{480});
    CHECK(at_once.ending.reason == "HTTP 502 to Ping");
}

TEST_CASE("a search that finds nothing new comes to an end")
{
    const Talk at_once = talk(pings([](int nth) { return Answer(nth == 1 ? cut(4s) : ping(1, 10ms)); }));
    CHECK(heartbeats(at_once) == Heartbeats{5, 2});
    CHECK(at_once.ending.reason == "no Ping was held; the shortest was cut after 4.0 s");
    // A connection that dies after the answer was due says no more than that the heartbeat was too long.
    const Talk late =
        talk(pings([](int nth) -> Answer { return nth == 1 ? Answer(cut(9s)) : std::nullopt; }));
    CHECK(heartbeats(late) == Heartbeats{5, 2, 3, 4});
    HandsetProfile small_steps = handset();
    small_steps.push.adjusting.step = 1s;
    const Talk bounded =
        talk(pings([](int nth) -> Answer { return nth == 1 ? Answer(cut(1700s)) : std::nullopt; }),
             holding(1800s), &small_steps);
    CHECK(heartbeats(bounded).size() == 21);
}

TEST_CASE("a policy that changes while a Ping is open is fetched, and the same Ping sent again")
{
    const Talk seen =
        talk(pings([](int nth) -> Answer { return nth == 1 ? Answer(status(449)) : std::nullopt; }));
    CHECK(heartbeats(seen) == Heartbeats{5, 5});
    CHECK(seen.of(eas::Command::Provision).size() == 2);
    CHECK(seen.ending.kind == Ending::Kind::Complete);
}
