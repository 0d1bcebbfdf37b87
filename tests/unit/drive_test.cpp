// What bounds a run that the server would go on with for ever.
#include "tests/rig/handsets.h"
#include "tests/rig/replies.h"
#include "tests/rig/scripted_carrier.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;

namespace {

constexpr std::size_t mebibyte = 1024UL * 1024;

/// Says with every Sync that there is more, and sends a mebibyte of text with it.
http::Response flood(std::optional<eas::Command> command, int& syncs)
{
    if (!command)
        return rig::options_of("2.5");
    if (command == eas::Command::FolderSync)
        return rig::reply(rig::inbox_alone);
    if (command == eas::Command::GetItemEstimate)
        return rig::reply(rig::one_item);
    ++syncs;
    const std::string mail =
        fmt::format("<MoreAvailable/><Commands><Add><ServerId>5:{}</ServerId><ApplicationData><email:Body>{}"
                    "</email:Body></ApplicationData></Add></Commands>",
                    syncs, std::string(mebibyte, 'x'));
    return rig::reply(rig::sync_answer(1, fmt::format("k{}", syncs), mail));
}

} // namespace

TEST_CASE("a server that floods the phone is left after as much as a recording can hold")
{
    Wishes wishes;
    wishes.target.host = "eas.example.test";
    wishes.account.user = "alice";
    wishes.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    wishes.circumstances.ping = false;
    const auto nature = machine_time_and_chance();
    Tally tally;
    Course course(rig::handset(), wishes, *nature, tally);
    int syncs = 0;
    rig::ScriptedCarrier server(*nature, [&](const Exchange& asked) { return flood(asked.command, syncs); });
    drive::one_at_a_time(course, server);
    CHECK(tally.bytes_received > most_bytes_received);
    CHECK(tally.bytes_received < most_bytes_received + 2 * mebibyte);
    const Ending& ending = course.evidence().ending;
    CHECK(ending.kind == Ending::Kind::Blocked);
    CHECK(ending.phase == Phase::Sync);
    CHECK(ending.reason == "more than 64 MiB came, which is more than a handset has room for");
}
