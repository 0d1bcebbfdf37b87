// A run that is driven again from its recording: what differs is named, and thousands fit on one thread.
#include "client/drive/from_recording.h"

#include "client/evidence/recording.h"
#include "tests/rig/conversation.h"
#include "tests/rig/fixed_nature.h"
#include "tests/rig/handsets.h"
#include "tests/rig/runs.h"

#include <chrono>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fstream>
#include <memory>
#include <unistd.h>

using namespace easprobe;

namespace {

/// As conversation::healthy was made.
Wishes wishes_of(const Evidence& evidence)
{
    Wishes wishes;
    wishes.target = evidence.target;
    wishes.account = {"alice", "EXAMPLE"};
    wishes.circumstances = evidence.circumstances;
    wishes.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    wishes.options.own_device_id = true;
    wishes.options.pinned_version = eas::ProtocolVersion::V12_1;
    wishes.options.heartbeat = std::chrono::seconds(1);
    return wishes;
}

double resident_megabytes()
{
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages >> pages;
    return static_cast<double>(pages) * static_cast<double>(sysconf(_SC_PAGESIZE)) / (1024 * 1024);
}

/// One handset of many.
struct Fellow {
    Fellow(const Evidence& recorded, const Wishes& wishes)
        : nature(recorded.started), course(rig::handset(), wishes, nature, tally), carrier(recorded)
    {}

    rig::FixedNature nature;
    Tally tally;
    Course course;
    drive::FromRecording carrier;
};

void step(Fellow& fellow)
{
    if (const auto* hello = std::get_if<AskHello>(&fellow.course.ask())) {
        HelloProbe probe = fellow.carrier.hello(*hello);
        fellow.course.told(std::move(probe), fellow.carrier.connection());
    } else if (const auto* sending = std::get_if<transport::Sending>(&fellow.course.ask())) {
        Exchange exchange = fellow.carrier.exchange(*sending);
        fellow.course.told(std::move(exchange), fellow.carrier.connection());
    }
}

bool is_done(const Fellow& fellow)
{
    return std::holds_alternative<session::Done>(fellow.course.ask());
}

} // namespace

TEST_CASE("a run is driven again from its recording, and recorded the same")
{
    const Evidence evidence = conversation::healthy();
    const auto driven = drive::driven_again(evidence, rig::handset(), wishes_of(evidence));
    REQUIRE_MESSAGE(driven.has_value(), (driven ? "" : driven.error()));
    CHECK(write_recording(*driven) == write_recording(evidence));
}

TEST_CASE("a request that the recording does not have next is named, with what it has")
{
    Evidence evidence = conversation::healthy();
    Wishes other = wishes_of(evidence);
    other.account.user = "bob";
    const auto named = drive::driven_again(evidence, rig::handset(), other);
    REQUIRE_FALSE(named.has_value());
    CHECK(named.error().starts_with("OPTIONS https://eas.example.test:"));
    CHECK(named.error().find("User=bob") != std::string::npos);
    CHECK(named.error().find(" was asked for where the recording has OPTIONS https://") != std::string::npos);
    CHECK(named.error().find("User=alice") != std::string::npos);

    Evidence longer = evidence;
    longer.exchanges.push_back(evidence.exchanges.back());
    CHECK(drive::driven_again(longer, rig::handset(), wishes_of(evidence))
              .error()
              .starts_with("nothing more was asked for where the recording has "));

    Evidence shorter = evidence;
    shorter.exchanges.pop_back();
    CHECK(drive::driven_again(shorter, rig::handset(), wishes_of(evidence))
              .error()
              .ends_with(" was asked for where the recording has no more exchange"));

    Evidence silent = evidence;
    silent.hellos.clear();
    CHECK(drive::driven_again(silent, rig::handset(), wishes_of(evidence))
              .error()
              .starts_with("the hello \"handset\" ("));
}

/// The address sanitizer keeps what was freed and puts room around what was not: what a handset takes is then
/// nobody's measure.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool memory_is_measured = false;
#else
constexpr bool memory_is_measured = true;
#endif
#elif defined(__SANITIZE_ADDRESS__)
constexpr bool memory_is_measured = false;
#else
constexpr bool memory_is_measured = true;
#endif

TEST_CASE("five thousand handsets take turns on one thread, each in a few kilobytes")
{
    constexpr std::size_t count = memory_is_measured ? 5'000 : 500;
    const Evidence evidence = conversation::healthy();
    const Wishes wishes = wishes_of(evidence);
    const double empty = resident_megabytes();
    const auto begin = std::chrono::steady_clock::now();
    std::vector<std::unique_ptr<Fellow>> fellows;
    fellows.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        fellows.push_back(std::make_unique<Fellow>(evidence, wishes));
    const double begun = resident_megabytes();
    double most = begun;
    std::size_t steps = 0;
    // Each does one thing in turn, so that all of them are everywhere in the middle at once.
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        for (const auto& fellow : fellows)
            if (!is_done(*fellow)) {
                step(*fellow);
                ++steps;
                goes_on = true;
            }
        most = std::max(most, resident_megabytes());
    }
    const auto took = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    MESSAGE(
        fmt::format("{} handsets: {:.1f} KB each when all have begun, {:.1f} KB each at most; {} steps in "
                    "{:.1f} s, {:.0f} microseconds each",
                    count, (begun - empty) * 1024 / count, (most - empty) * 1024 / count, steps, took,
                    took * 1e6 / static_cast<double>(steps)));
    for (const auto& fellow : fellows) {
        REQUIRE_MESSAGE(!fellow->carrier.fault_at_end(), fellow->carrier.fault_at_end().value_or(""));
        CHECK(fellow->course.evidence().ending.kind == evidence.ending.kind);
        CHECK(fellow->tally.exchanges == evidence.exchanges.size());
    }
    if (memory_is_measured)
        CHECK((most - empty) * 1024 / count < 100);
}
