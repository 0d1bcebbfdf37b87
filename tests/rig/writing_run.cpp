#include "tests/rig/writing_run.h"

#include "tests/rig/runs.h"

#include <algorithm>

namespace easprobe::writing {

using test_server::TestServer;

std::unique_ptr<TestServer> start(std::vector<test_server::FaultRule> faults)
{
    test_server::ServerSettings settings;
    settings.faults = std::move(faults);
    return rig::start(std::move(settings));
}

Run run_against(const TestServer& server)
{
    Run run = rig::run_against(server);
    run.circumstances.ping = false;
    run.circumstances.write = true;
    return run;
}

bool has_step(const Evidence& evidence, ErrandStep step)
{
    return std::ranges::any_of(evidence.exchanges,
                               [&](const Exchange& exchange) { return exchange.step == step; });
}

} // namespace easprobe::writing
