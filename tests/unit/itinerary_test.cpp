// The order of the phone's phases is data.
#include "client/session/itinerary.h"

#include "tests/rig/scripted_phone.h"

#include <algorithm>
#include <doctest/doctest.h>

using namespace easprobe;
using namespace easprobe::rig;

TEST_CASE("a handset that stays at Ping pings until its run is ended, and asks and does nothing else")
{
    Wishes wishes = unhurried();
    wishes.options.itinerary = session::stay_at_ping;
    int pings = 0;
    const Talk seen = talk(
        [&](const Exchange&, const std::string& command, int) -> Answer {
            if (command != "Ping" || ++pings < 100)
                return as_usual();
            return Reply(TransportFailure{TransportFailure::Kind::Interrupted, "interrupted", {}},
                         Milliseconds(1));
        },
        wishes);
    CHECK(seen.of(eas::Command::Ping).size() == 100);
    CHECK(seen.ending.kind == Ending::Kind::Interrupted);
    const Names commands = seen.commands();
    CHECK(std::ranges::count(commands, "Settings") == 0);
    CHECK(std::ranges::count(commands, "OPTIONS") == 1);
}

TEST_CASE("what changes wakes the handset that stays, however often")
{
    Wishes wishes = unhurried();
    wishes.options.itinerary = session::stay_at_ping;
    const Talk seen = talk(
        [](const Exchange&, const std::string& command, int nth) -> Answer {
            if (command != "Ping")
                return as_usual();
            if (nth == 21)
                return Reply(TransportFailure{TransportFailure::Kind::Interrupted, "interrupted", {}},
                             Milliseconds(1));
            return ping(2, Milliseconds(10), "<Folders><Folder>5</Folder></Folders>");
        },
        wishes);
    CHECK(seen.of(eas::Command::Ping).size() == 21);
    CHECK(seen.of(eas::Command::Sync).size() >= 2 + 15);
}

TEST_CASE("a list of two legs is two legs")
{
    static constexpr std::array short_list = {session::Leg::Options, session::Leg::FolderSync};
    Wishes wishes = unhurried();
    wishes.options.itinerary = {short_list, false};
    const Talk seen = talk({}, wishes);
    CHECK(seen.commands() == Names{"OPTIONS", "FolderSync"});
    CHECK(seen.ending.kind == Ending::Kind::Complete);
}
