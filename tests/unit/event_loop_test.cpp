// Many handsets on one thread against one server: each over channels of its own, with its own time.
#include "client/drive/event_loop.h"

#include "client/easprobe.h"
#include "tests/rig/fixed_nature.h"
#include "tests/rig/handsets.h"
#include "tests/rig/runs.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <memory>
#include <vector>

using namespace easprobe;
using test_server::TestServer;

namespace {

/// One handset with all that is its own.
struct Handset {
    Handset(const TestServer& server, int number) : Handset(rig::run_against(server), number) {}
    Handset(Run run, int number)
        : nature(machine_time_and_chance()),
          budget(*nature, std::chrono::seconds(60), [this] { return interrupted; })
    {
        run.circumstances.ping = false;
        run.options.device_id = fmt::format("{:032X}", number);
        device_id = run.options.device_id;
        way.resolve = run.circumstances.resolve;
        way.credentials = std::make_shared<const transport::Credentials>(std::move(*run.credentials));
        wishes = std::move(run);
    }

    void join(drive::EventLoop& loop)
    {
        course = std::make_unique<Course>(rig::handset(), wishes, *nature, kept);
        loop.add(rig::handset().hello, *course, *nature, budget, way, [this] { ended = true; });
    }

    Wishes wishes;
    std::unique_ptr<TimeAndChance> nature;
    drive::Budget budget;
    drive::Way way;
    Keep kept;
    std::unique_ptr<Course> course;
    std::string device_id;
    bool interrupted = false;
    bool ended = false;
};

std::vector<std::string> words_of(const std::vector<Exchange>& exchanges)
{
    std::vector<std::string> words;
    for (const Exchange& exchange : exchanges)
        words.push_back(fmt::format(
            "{} {}", exchange.command ? eas::to_string(*exchange.command) : exchange.request.method,
            exchange.response() != nullptr ? exchange.response()->status : 0));
    return words;
}

} // namespace

TEST_CASE("forty handsets on one thread see what one alone sees")
{
    const auto server = rig::start();
    Run alone = rig::run_against(*server);
    alone.circumstances.ping = false;
    const Evidence wanted = emulate(rig::handset(), std::move(alone));
    REQUIRE(wanted.ending.kind == Ending::Kind::Complete);

    drive::EventLoop loop;
    std::vector<std::unique_ptr<Handset>> handsets;
    for (int i = 0; i < 40; ++i)
        handsets.push_back(std::make_unique<Handset>(*server, i + 1));
    for (const auto& handset : handsets)
        handset->join(loop);
    CHECK(loop.running() == 40);
    loop.run();
    for (const auto& handset : handsets) {
        CAPTURE(handset->device_id);
        CHECK(handset->ended);
        const Evidence evidence = handset->course->take_evidence();
        CHECK(evidence.ending.kind == Ending::Kind::Complete);
        CHECK(words_of(handset->kept.exchanges) == words_of(wanted.exchanges));
        CHECK(evidence.hellos.size() == wanted.hellos.size());
        CHECK(evidence.connection.chain == wanted.connection.chain);
        CHECK(evidence.connection.cipher_suite == wanted.connection.cipher_suite);
    }
}

TEST_CASE("no handset speaks over another's channel: one that refuses the server's chain sends nothing")
{
    const auto server = rig::start();
    drive::EventLoop loop;
    std::vector<std::unique_ptr<Handset>> handsets;
    for (int i = 0; i < 20; ++i) {
        Run run = rig::run_against(*server);
        if (i % 2 == 1)
            run.circumstances.installed_roots.clear(); // It does not know who has signed the certificate.
        handsets.push_back(std::make_unique<Handset>(std::move(run), i + 1));
    }
    // Channels of those who trust it are open for all the time, to the same name and port.
    for (const auto& handset : handsets)
        handset->join(loop);
    loop.run();
    for (std::size_t i = 0; i < handsets.size(); ++i) {
        CAPTURE(i);
        const Evidence& evidence = handsets[i]->course->evidence();
        const bool trusts = i % 2 == 0;
        CHECK(evidence.connection.handshake_completed == trusts);
        CHECK_FALSE(evidence.connection.chain.empty());
        const bool answered = std::ranges::any_of(handsets[i]->kept.exchanges, [](const Exchange& exchange) {
            return exchange.response() != nullptr;
        });
        CHECK(answered == trusts);
        if (!trusts) {
            REQUIRE(handsets[i]->kept.exchanges.size() == 1);
            CHECK(handsets[i]->kept.exchanges.front().failure()->kind ==
                  TransportFailure::Kind::CertificateRefused);
        }
    }
}

TEST_CASE("a handset whose user ends the run goes, and the others go on")
{
    const auto server = rig::start();
    drive::EventLoop loop;
    Handset patient(*server, 1);
    Handset hasty(*server, 2);
    hasty.interrupted = true;
    patient.join(loop);
    hasty.join(loop);
    loop.run();
    CHECK(hasty.course->evidence().ending.kind == Ending::Kind::Interrupted);
    CHECK(patient.course->evidence().ending.kind == Ending::Kind::Complete);
}

TEST_CASE("a Ping that is held open is ended in time, also when its user has enough of it")
{
    const auto server = rig::start();
    drive::EventLoop loop;
    Handset waiting(*server, 1);
    waiting.wishes.circumstances.ping = true;
    waiting.wishes.options.heartbeat = std::chrono::seconds(600);
    const auto begin = std::chrono::steady_clock::now();
    // From another handset's end on, which comes while the first one waits.
    Handset other(*server, 2);
    waiting.join(loop);
    other.course = std::make_unique<Course>(rig::handset(), other.wishes, *other.nature, other.kept);
    loop.add(rig::handset().hello, *other.course, *other.nature, other.budget, other.way,
             [&waiting] { waiting.interrupted = true; });
    loop.run();
    CHECK(waiting.course->evidence().ending.kind == Ending::Kind::Interrupted);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
}

TEST_CASE("two runs in one process share no channel, no opinion of a chain and no clock")
{
    const auto server = rig::start();
    constexpr std::chrono::sys_seconds then{std::chrono::sys_days{std::chrono::year(2008) / 6 / 2}};
    Run old = rig::run_against(*server);
    old.circumstances.ping = false;
    old.nature = std::make_shared<rig::FixedNature>(then);
    Run today = rig::run_against(*server);
    today.circumstances.ping = false;
    // The same name and chain, and no root to trust it by.
    Run distrustful = rig::run_against(*server);
    distrustful.circumstances.installed_roots.clear();
    const Evidence first = emulate(rig::handset(), std::move(old));
    const Evidence second = emulate(rig::handset(), std::move(today));
    const Evidence third = emulate(rig::handset(), std::move(distrustful));
    CHECK(first.started == then);
    CHECK(first.duration == Milliseconds(0));
    CHECK(second.started > then);
    CHECK(first.ending.kind == Ending::Kind::Complete);
    CHECK(second.ending.kind == Ending::Kind::Complete);
    CHECK(third.ending.phase == Phase::Trust);
    CHECK(third.connection.chain == second.connection.chain);
    CHECK_FALSE(third.connection.handshake_completed);
}
