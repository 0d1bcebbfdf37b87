#include "tests/checks/writing_run.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>

namespace easprobe::writing {

using test_server::TestServer;

std::unique_ptr<TestServer> start(std::vector<test_server::FaultRule> faults)
{
    test_server::ServerSettings settings;
    settings.faults = std::move(faults);
    auto server = TestServer::start(std::move(settings));
    REQUIRE(server.has_value());
    return std::move(*server);
}

Run run_against(const TestServer& server)
{
    Run run;
    run.target = {"eas.example.test", server.port()};
    run.resolve.push_back(fmt::format("eas.example.test:{}:127.0.0.1", server.port()));
    run.account = {"alice", "EXAMPLE"};
    run.credentials.emplace("EXAMPLE\\alice", "password");
    run.circumstances.handset_clock =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    run.circumstances.installed_roots.push_back(
        x509::read_certificates(server.certificates().root)->front().der);
    run.circumstances.ping = false;
    run.circumstances.write = true;
    run.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    run.options.ping = false;
    return run;
}

bool has_step(const Evidence& evidence, ErrandStep step)
{
    return std::ranges::any_of(evidence.exchanges,
                               [&](const Exchange& exchange) { return exchange.step == step; });
}

} // namespace easprobe::writing
