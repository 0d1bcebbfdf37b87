#include "client/handset/data_file.h"
#include "tools/eas-test-server/play/scenario.h"
#include "tools/eas-test-server/play/scenario_files.h"
#include "tools/eas-test-server/play/test_server.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <thread>

namespace {

using namespace easprobe::test_server;

constexpr int exit_usage = 64;
constexpr int exit_failed = 1;

struct Arguments {
    std::string scenario;
    std::string listen = "127.0.0.1";
    std::uint16_t port = 0;
    std::optional<std::uint16_t> http_port;
    std::string persona;
    std::string chain;
    std::string certificate;
    std::string private_key;
    std::string tls;
    std::vector<std::string> hosts;
    bool no_policy = false;
    std::string ca_out;
    int deliver_after = 0;
    bool list_faults = false;
    bool list_scenarios = false;
};

struct Failure {
    std::string what;
    int status;
};

/// Where the scenarios lie that came with the program: installed, or in the tree that it was built from.
std::filesystem::path scenario_folder()
{
    std::error_code ignored;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    const auto installed = program.parent_path().parent_path() / EASPROBE_INSTALLED_SCENARIOS;
    return std::filesystem::exists(installed) ? installed : std::filesystem::path(EASPROBE_BUILD_SCENARIOS);
}

/// A file, or the name of one of the scenarios that came with the program.
std::filesystem::path scenario_file(const std::string& given)
{
    if (std::filesystem::is_regular_file(given))
        return given;
    const auto folder = scenario_folder();
    const auto found = scenarios_named(folder, given);
    if (found.size() == 1)
        return found.front();
    if (found.empty())
        throw Failure{fmt::format("--scenario {}: there is no such file or scenario", given), exit_usage};
    std::string names;
    for (const auto& file : found)
        names += (names.empty() ? "" : ", ") + scenario_name(folder, file);
    throw Failure{fmt::format("--scenario {}: more than one has that name: {}", given, names), exit_usage};
}

/// A story as it is written goes over several lines.
std::string in_one_line(const std::string& text)
{
    std::istringstream in(text);
    std::string line;
    for (std::string word; in >> word;)
        line += (line.empty() ? "" : " ") + word;
    return line;
}

std::string content_of(const std::string& file)
{
    auto content = easprobe::read_data_file(file);
    if (!content)
        throw Failure{to_string(content.error()), exit_usage};
    return std::move(*content);
}

/// The key may stand in the file of the certificates.
OwnCertificate own_certificate(const Arguments& arguments)
{
    const std::string& key_file =
        arguments.private_key.empty() ? arguments.certificate : arguments.private_key;
    OwnCertificate own{content_of(arguments.certificate), content_of(key_file)};
    if (const auto taken = take_certificates(own); !taken)
        throw Failure{fmt::format("--certificate {} --private-key {}: {}", arguments.certificate, key_file,
                                  taken.error()),
                      exit_usage};
    return own;
}

ServerSettings settings_of(const Arguments& arguments)
{
    ServerSettings settings;
    settings.site.policy.provisioning = arguments.no_policy ? Provisioning::NotAsked : Provisioning::Required;
    if (!arguments.scenario.empty()) {
        auto scenario = read_scenario(scenario_file(arguments.scenario));
        if (!scenario)
            throw Failure{to_string(scenario.error()), exit_usage};
        settings = std::move(scenario->server);
    }
    settings.address = arguments.listen;
    settings.port = arguments.port;
    settings.http_port = arguments.http_port;
    if (!arguments.hosts.empty())
        settings.hosts = arguments.hosts;
    if (!arguments.persona.empty())
        settings.site.persona = find_persona(arguments.persona);
    for (const TlsOfferWord& each : tls_offer_words())
        if (each.word == arguments.tls)
            settings.tls = each.value;
    if (!arguments.chain.empty())
        settings.chain = parse_chain(arguments.chain).value_or(Chain::Good);
    if (!arguments.certificate.empty())
        settings.own_certificate = own_certificate(arguments);
    return settings;
}

void write_root(const std::string& folder, const Certificates& certificates)
{
    const auto file = std::filesystem::path(folder) / "root.pem";
    std::ofstream out(file, std::ios::binary);
    out << certificates.root;
    out.close();
    if (!out)
        throw Failure{fmt::format("{} cannot be written", file.string()), exit_failed};
}

/// Waits for SIGINT or SIGTERM, which every thread has blocked; on the way a mail may be due.
void wait_until_told(TestServer& server, int deliver_after, const sigset_t& signals)
{
    if (deliver_after > 0) {
        timespec patience{};
        patience.tv_sec = deliver_after;
        if (sigtimedwait(&signals, nullptr, &patience) > 0)
            return;
        server.deliver("alice", {"bob@example.test", "alice@example.test", "A new mail",
                                 "It came while the phone was waiting."});
    }
    int signal = 0;
    sigwait(&signals, &signal);
}

void run(const Arguments& arguments)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);

    ServerSettings settings = settings_of(arguments);
    const std::vector<FaultRule> faults = settings.faults;
    auto server = TestServer::start(std::move(settings));
    if (!server)
        throw Failure{server.error(), exit_failed};
    if (!arguments.ca_out.empty())
        write_root(arguments.ca_out, (*server)->certificates());
    fmt::print("listening on {}\n", (*server)->url());
    if ((*server)->http_port() != 0)
        fmt::print("listening on http://{}:{}/Microsoft-Server-ActiveSync\n", arguments.listen,
                   (*server)->http_port());
    for (const FaultRule& fault : faults)
        fmt::print("fault at {}\n", in_words(fault));
    std::fflush(stdout);
    wait_until_told(**server, arguments.deliver_after, signals);
}

void list_faults()
{
    for (const FaultWord& fault : fault_words())
        fmt::print("{}: the server {}. Strikes {}.\n", fault.word, fault.meaning, fault.strikes);
}

void list_scenarios()
{
    const auto folder = scenario_folder();
    for (const auto& file : scenario_files(folder)) {
        const auto scenario = read_scenario(file);
        if (!scenario)
            throw Failure{to_string(scenario.error()), exit_usage};
        fmt::print("{}: {}\n", scenario_name(folder, file), in_one_line(scenario->story));
    }
}

void add_options(CLI::App& app, Arguments& arguments)
{
    std::vector<std::string> persona_names;
    for (const Persona& persona : personas())
        persona_names.emplace_back(persona.word);
    std::vector<std::string> chain_names;
    for (const ChainWord& chain : chain_words())
        chain_names.emplace_back(chain.word);
    app.add_option("--scenario", arguments.scenario, "A scenario file, or the name of one that came along");
    app.add_flag("--list-scenarios", arguments.list_scenarios, "Say which scenarios came along, and end");
    app.add_flag("--faults", arguments.list_faults, "Say which faults a scenario can have, and end");
    app.add_option("--port", arguments.port, "Port of HTTPS (default: a free one)");
    app.add_option("--http-port", arguments.http_port, "Listen for plain HTTP as well; 0 takes a free port");
    app.add_option("--listen", arguments.listen, "IPv4 address to listen on")->capture_default_str();
    app.add_option(
        "--host", arguments.hosts,
        "Name for the certificate; may be repeated (default: eas.example.test, localhost, 127.0.0.1)");
    app.add_option("--persona", arguments.persona, "Which server is played")
        ->check(CLI::IsMember(persona_names));
    auto* const chain =
        app.add_option("--chain", arguments.chain, "What is right or wrong with the certificates")
            ->check(CLI::IsMember(chain_names));
    auto* const certificate = app.add_option(
        "--certificate", arguments.certificate,
        "Show the certificates of this PEM file, the server's own first, instead of making some");
    certificate->excludes(chain);
    app.add_option("--private-key", arguments.private_key,
                   "PEM file with the key of the first certificate (default: the file of --certificate)")
        ->needs(certificate);
    std::vector<std::string> tls_names;
    for (const TlsOfferWord& offer : tls_offer_words())
        tls_names.emplace_back(offer.word);
    app.add_option("--tls", arguments.tls, "Which versions and suites of TLS are spoken")
        ->check(CLI::IsMember(tls_names));
    app.add_flag("--no-policy", arguments.no_policy, "Ask for no policy (Provision)");
    app.add_option("--ca-out", arguments.ca_out, "Write the authority's root.pem into this folder")
        ->check(CLI::ExistingDirectory)
        ->excludes(certificate);
    app.add_option("--deliver-after", arguments.deliver_after,
                   "Deliver a mail to alice after so many seconds")
        ->check(CLI::Range(0, 86400));
}

} // namespace

int main(int count, char** values)
{
    Arguments arguments;
    CLI::App app{
        "A small simulated Exchange server for ActiveSync, with a throw-away certificate authority of its\n"
        "own. Users alice and bob, password 'password', any domain. Ends with SIGINT or SIGTERM.",
        "eas-test-server"};
    app.set_version_flag("--version", "eas-test-server " EASPROBE_VERSION);
    add_options(app, arguments);
    try {
        app.parse(count, values);
        if (arguments.list_faults)
            list_faults();
        else if (arguments.list_scenarios)
            list_scenarios();
        else
            run(arguments);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : exit_usage;
    } catch (const Failure& failure) {
        fmt::print(stderr, "eas-test-server: {}\n", failure.what);
        return failure.status;
    }
    return 0;
}
