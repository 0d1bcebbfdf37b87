#include "tests/rig/runs.h"

#include <chrono>
#include <doctest/doctest.h>
#include <fmt/format.h>

namespace easprobe::rig {

std::unique_ptr<test_server::TestServer> start(test_server::ServerSettings settings)
{
    auto server = test_server::TestServer::start(std::move(settings));
    REQUIRE_MESSAGE(server.has_value(), (server ? "" : server.error()));
    return std::move(*server);
}

std::string resolved(const std::string& host, std::uint16_t port)
{
    return fmt::format("{}:{}:127.0.0.1", host, port);
}

Run run_against(const test_server::TestServer& server, const std::string& password)
{
    Run run;
    run.target = {"eas.example.test", server.port()};
    run.circumstances.resolve.push_back(resolved(run.target.host, server.port()));
    run.account = {"alice", "EXAMPLE"};
    run.credentials.emplace("EXAMPLE\\alice", password);
    run.circumstances.handset_clock =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto roots = x509::read_certificates(server.certificates().root);
    REQUIRE(roots.has_value());
    run.circumstances.installed_roots.push_back(roots->front().der);
    run.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    run.options.own_device_id = true;
    return run;
}

} // namespace easprobe::rig
