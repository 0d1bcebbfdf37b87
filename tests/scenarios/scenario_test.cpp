// Every scenario file, or those that were asked for: several beside one another, as they wait most of their
// time.
#include "tests/scenarios/chosen.h"
#include "tests/scenarios/play.h"
#include "tools/eas-test-server/play/scenario_files.h"

#include <algorithm>
#include <atomic>
#include <doctest/doctest.h>
#include <thread>

using namespace easprobe;
using Files = std::vector<std::filesystem::path>;

namespace {

/// All of them. The suite begins and ends with the healthy server, so that a broken rig is not taken for a
/// detected fault.
Files all_in_order()
{
    Files files = test_server::scenario_files(scenarios::folder());
    const auto healthy = std::ranges::find(files, scenarios::folder() / "healthy/healthy.scenario.xml");
    REQUIRE(healthy != files.end());
    std::rotate(files.begin(), healthy, healthy + 1);
    files.push_back(files.front());
    return files;
}

Files files_to_play()
{
    if (scenarios::chosen().empty())
        return all_in_order();
    Files files;
    for (const std::string& name : scenarios::chosen()) {
        const Files found = test_server::scenarios_named(scenarios::folder(), name);
        REQUIRE_MESSAGE(!found.empty(), "there is no scenario " << name);
        files.insert(files.end(), found.begin(), found.end());
    }
    return files;
}

class SideBySide {
  public:
    explicit SideBySide(Files files) : files_(std::move(files)), played_(files_.size()) {}

    /// The first and the last stand alone. What came of each, in their order.
    const std::vector<scenarios::Played>& run()
    {
        constexpr std::size_t most_threads = 6;
        played_.front() = scenarios::play(files_.front());
        std::vector<std::thread> running;
        for (std::size_t i = 0; i < std::min(most_threads, files_.size()); ++i)
            running.emplace_back([this] { work(); });
        for (std::thread& thread : running)
            thread.join();
        if (files_.size() > 1)
            played_.back() = scenarios::play(files_.back());
        return played_;
    }

  private:
    void work()
    {
        for (std::size_t next = next_++; next + 1 < files_.size(); next = next_++)
            played_[next] = scenarios::play(files_[next]);
    }

    Files files_;
    std::vector<scenarios::Played> played_;
    std::atomic<std::size_t> next_{1};
};

} // namespace

TEST_CASE("every scenario ends as its file says, live and from its recording")
{
    SideBySide side_by_side(files_to_play());
    for (const scenarios::Played& played : side_by_side.run()) {
        CHECK((played.out_of_reach || played.meetings > 0));
        if (played.out_of_reach)
            MESSAGE("skipped: this build's TLS library has no SSL 3.0, RC4 and 3DES");
        for (const std::string& fault : played.faults)
            FAIL_CHECK(fault);
    }
}
