// The same clock, the same chance and the same server: the same report and the same recording, byte for byte.
#include "client/easprobe.h"
#include "tests/rig/fixed_nature.h"
#include "tests/rig/handsets.h"
#include "tests/scenarios/play.h"
#include "tools/eas-test-server/play/scenario_files.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace easprobe;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::sys_seconds noon{std::chrono::sys_days{std::chrono::year(2008) / 6 / 2} + 12h};

struct Out {
    std::string recording, text, json, junit, html;
    std::uint16_t port = 0;
};

/// Where both part, with what is there; empty where they do not.
std::string first_difference(const std::string& one, const std::string& other)
{
    if (one == other)
        return {};
    const auto parted = std::ranges::mismatch(one, other);
    const auto at = static_cast<std::size_t>(parted.in1 - one.begin());
    const std::size_t from = at < 60 ? 0 : at - 60;
    return fmt::format("at byte {}: '{}' and '{}'", at, one.substr(from, 160), other.substr(from, 160));
}

/// One handset, live.
Out meet(const test_server::Scenario& scenario, const test_server::Meeting& meeting, std::uint16_t port)
{
    const rig::FixedChanceOfServers fixed;
    test_server::ServerSettings settings = scenarios::settings_of(scenario);
    settings.port = port;
    settings.clock = noon;
    settings.clock_stands = true;
    settings.seed = 1;
    auto server = test_server::TestServer::start(std::move(settings));
    REQUIRE_MESSAGE(server.has_value(), (server ? "" : server.error()));
    Run run = scenarios::run_for(meeting, **server);
    run.circumstances.handset_clock = noon;
    run.nature = std::make_shared<rig::FixedNature>(noon);
    const HandsetProfile& profile = rig::handset(meeting.profile);
    const Evidence evidence = emulate(profile, std::move(run));
    const std::vector<report::Report> reports = {report::make_report(evidence, profile)};
    return {
        write_recording(evidence), report::to_text(reports, report::Colour::Never, report::Detail::Verbose),
        report::to_json(reports),  report::to_junit(reports),
        report::to_html(reports),  (*server)->port()};
}

} // namespace

TEST_CASE("the same run against the same server is recorded and reported the same to the last byte")
{
    for (const std::string name :
         {"healthy/healthy", "healthy/two-way", "healthy/exchange-2003", "healthy/policy-change", "http/503",
          "hello/no-shared-suite", "trust/intermediate-missing", "sync/bad-time-zone"}) {
        CAPTURE(name);
        const auto files = test_server::scenarios_named(scenarios::folder(), name);
        REQUIRE(files.size() == 1);
        const auto scenario = test_server::read_scenario(files.front());
        REQUIRE(scenario.has_value());
        const test_server::Meeting& meeting = scenario->meetings.front();
        const Out first = meet(*scenario, meeting, 0);
        const Out again = meet(*scenario, meeting, first.port);
        CHECK(first_difference(first.recording, again.recording) == "");
        CHECK(first_difference(first.text, again.text) == "");
        CHECK(first_difference(first.json, again.json) == "");
        CHECK(first_difference(first.junit, again.junit) == "");
        CHECK(first_difference(first.html, again.html) == "");
    }
}

TEST_CASE("by another chance the same run is recorded otherwise")
{
    const auto files = test_server::scenarios_named(scenarios::folder(), "healthy/healthy");
    REQUIRE(files.size() == 1);
    const auto scenario = test_server::read_scenario(files.front());
    REQUIRE(scenario.has_value());
    const auto first_random = [&](std::uint32_t seed) {
        auto server = test_server::TestServer::start(scenarios::settings_of(*scenario));
        REQUIRE(server.has_value());
        Run run = scenarios::run_for(scenario->meetings.front(), **server);
        run.circumstances.until = Phase::Hello;
        run.nature = std::make_shared<rig::FixedNature>(noon, seed);
        return emulate(rig::handset(), std::move(run)).hellos.front().hello.random;
    };
    CHECK(first_random(1) == first_random(1));
    CHECK(first_random(1) != first_random(2));
}
