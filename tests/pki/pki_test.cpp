// Each test chain, met by each handset: offline as `easprobe cert` judges it, and shown by a server. Both
// must find exactly what tests/pki/expected.tsv says.
#include "client/easprobe.h"
#include "client/transport/tls_library.h"
#include "tests/pki/expected.h"
#include "tests/pki/test_chain.h"
#include "tools/eas-test-server/play/test_server.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

using namespace easprobe;
using namespace easprobe::test_pki;

namespace {

const std::filesystem::path profiles_folder = EASPROBE_SOURCE_DIR "/emulator-profiles";

const std::vector<TestChain>& chains()
{
    static const std::vector<TestChain> all = read_test_chains();
    return all;
}

const Expectations& expectations()
{
    static const Expectations all = read_expectations();
    return all;
}

/// All that there are.
const std::vector<HandsetProfile>& handsets()
{
    static const std::vector<HandsetProfile> all = [] {
        std::vector<HandsetProfile> read;
        for (const std::string& name : profile_names(profiles_folder)) {
            auto profile = read_profile(profiles_folder / "handsets" / (name + ".xml"));
            REQUIRE_MESSAGE(profile.has_value(), (profile ? "" : to_string(profile.error())));
            read.push_back(std::move(*profile));
        }
        return read;
    }();
    return all;
}

std::chrono::sys_time<Milliseconds> now()
{
    return std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
}

Circumstances circumstances_of(const TestChain& chain)
{
    Circumstances circumstances;
    circumstances.handset_clock = chain.handset_clock;
    circumstances.installed_roots = chain.roots;
    circumstances.installed_intermediates = chain.intermediates;
    circumstances.until = Phase::Trust;
    return circumstances;
}

/// As `easprobe cert` makes it.
/// @param place Where the chain is to be had, as remedies name it.
Evidence offline(const TestChain& chain, const std::string& place)
{
    OfflineChain read = assemble_offline({x509::read_certificate_input(chain.pem, nullptr).value()}).value();
    Evidence evidence;
    evidence.target.host = chain.host;
    evidence.circumstances = circumstances_of(chain);
    evidence.started = now();
    evidence.connection.chain = std::move(read.chain);
    evidence.offline = std::move(read.certificate);
    evidence.offline->files = {place};
    return evidence;
}

/// What the phase's checks say, but for the one that needs a handshake.
std::vector<checks::Result> trust_results(const Evidence& evidence, const HandsetProfile& profile)
{
    auto results = checks::run_checks(evidence, profile);
    std::erase_if(results, [](const checks::Result& result) {
        return result.check->phase != Phase::Trust || result.check->id == "trust.private-key-held";
    });
    return results;
}

Findings findings_of(const std::vector<checks::Result>& results)
{
    Findings findings;
    for (const checks::Result& result : results) {
        if (result.finding() != nullptr)
            findings.insert(fmt::format("{} {}", to_string(result.severity()), result.check->id));
        if (const auto* broken = std::get_if<checks::Broken>(&result.outcome))
            findings.insert(fmt::format("broken {}: {}", result.check->id, broken->what));
    }
    return findings;
}

/// Each finding with what was seen, what the phone shows and what to do.
std::vector<std::string> in_full(const std::vector<checks::Result>& results)
{
    std::vector<std::string> lines;
    for (const checks::Result& result : results)
        if (const checks::Finding* finding = result.finding())
            lines.push_back(fmt::format("{} {}: {} | {} | {} | {} | {}", to_string(result.severity()),
                                        result.check->id, finding->observed, finding->expected,
                                        finding->support_code, finding->remedy, finding->source));
    return lines;
}

/// What is in files is said of files, and of a server what it sends; these are the words that differ.
std::vector<std::string> as_if_sent(std::vector<std::string> lines)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> words = {
        {{"which is not in the file and", "which the server did not send and"},
         {"in the file, for the server to send", "sent by the server"},
         {"of those in the file", "of those sent"}}};
    for (std::string& line : lines)
        for (const auto& [in_files, sent] : words)
            if (const auto at = line.find(in_files); at != std::string::npos)
                line.replace(at, in_files.size(), sent);
    return lines;
}

Evidence meet(const test_server::TestServer& server, const TestChain& chain, const HandsetProfile& profile)
{
    Run run;
    run.target.host = chain.host;
    run.target.port = server.port();
    run.resolve.push_back(fmt::format("{}:{}:127.0.0.1", chain.host, server.port()));
    run.account = session::parse_account("EXAMPLE\\alice", "");
    run.circumstances = circumstances_of(chain);
    run.options.until = Phase::Trust;
    run.deadline = std::chrono::seconds(20);
    return emulate(profile, std::move(run));
}

/// An old Windows server where this build can play one, so that every handset finds a suite of its own; one
/// with an elliptic key needs a suite that no old server has.
test_server::TlsOffer offer_for(const TestChain& chain)
{
    return chain.elliptic || !transport::tls_library_is_legacy() ? test_server::TlsOffer::Handset
                                                                 : test_server::TlsOffer::Windows2008;
}

} // namespace

TEST_CASE("the table has a row for each test chain and none for another")
{
    std::vector<std::string> declared;
    for (const TestChain& chain : chains())
        declared.push_back(chain.name);
    std::ranges::sort(declared);
    std::vector<std::string> expected;
    for (const auto& [name, rows] : expectations().by_chain)
        expected.push_back(name);
    CHECK(declared == expected);
    CHECK(declared.size() >= 76);
}

TEST_CASE("the table has a column for each handset and none for another")
{
    std::vector<std::string> columns = expectations().handsets;
    std::ranges::sort(columns);
    const auto names = profile_names(profiles_folder);
    CHECK_MESSAGE(columns == names, fmt::format("{} in the table; there are {}", fmt::join(columns, ", "),
                                                fmt::join(names, ", ")));
    CHECK(columns.size() >= 6);
}

TEST_CASE("each handset finds in each chain exactly what the table says")
{
    for (const TestChain& chain : chains()) {
        CAPTURE(chain.name);
        for (const HandsetProfile& profile : handsets()) {
            CAPTURE(profile.id);
            const Findings found = findings_of(trust_results(offline(chain, "chain.pem"), profile));
            const Findings& wanted = expectations().by_chain.at(chain.name).at(profile.id);
            CHECK_MESSAGE(found == wanted, fmt::format("found: {}; in the table: {}", fmt::join(found, ", "),
                                                       fmt::join(wanted, ", ")));
        }
    }
}

TEST_CASE("a chain that a server shows is judged as the same chain offline")
{
    for (const TestChain& chain : chains()) {
        CAPTURE(chain.name);
        test_server::ServerSettings settings;
        settings.own_certificate = test_server::OwnCertificate{chain.pem, chain.private_key};
        settings.tls = offer_for(chain);
        const auto server = test_server::TestServer::start(std::move(settings));
        REQUIRE_MESSAGE(server.has_value(), (server ? "" : server.error()));
        const std::string place = fmt::format("https://{}:{}", chain.host, (*server)->port());
        for (const HandsetProfile& profile : handsets()) {
            CAPTURE(profile.id);
            const Evidence evidence = meet(**server, chain, profile);
            CHECK(evidence.connection.chain == chain.der);
            CHECK(in_full(trust_results(evidence, profile)) ==
                  as_if_sent(in_full(trust_results(offline(chain, place), profile))));
            // The phone goes on exactly where no blocker was found.
            const Findings& wanted = expectations().by_chain.at(chain.name).at(profile.id);
            const bool blocked = std::ranges::any_of(
                wanted, [](const std::string& finding) { return finding.starts_with("blocker"); });
            if (!chain.elliptic)
                CHECK(evidence.connection.handshake_completed != blocked);
        }
    }
}

TEST_CASE("the table is read strictly")
{
    const std::string head = "chain\tseverity\tcheck\tone\ttwo\n";
    CHECK(parse_expectations(head + "a\tadvice\ttrust.expires-soon\tyes\t-\n", "t")
              .by_chain.at("a")
              .at("one") == Findings{"advice trust.expires-soon"});
    CHECK(parse_expectations(head + "a\tadvice\ttrust.expires-soon\tyes\t-\n", "t")
              .by_chain.at("a")
              .at("two")
              .empty());
    CHECK_THROWS_WITH(parse_expectations("", "t"), "t:1: has no first line");
    CHECK_THROWS_WITH(parse_expectations("chain\n", "t"),
                      "t:1: its first line is not chain, severity, check and the handsets");
    CHECK_THROWS_WITH(parse_expectations(head + "a\t-\t-\t-\n", "t"), "t:2: 4 cells");
    CHECK_THROWS_WITH(parse_expectations(head + "a\tgrave\ttrust.expires-soon\tyes\t-\n", "t"),
                      "t:2: 'grave' is no severity");
    CHECK_THROWS_WITH(parse_expectations(head + "a\tadvice\tping.held\tyes\t-\n", "t"),
                      "t:2: 'ping.held' is no check of phase trust");
    CHECK_THROWS_WITH(parse_expectations(head + "a\tadvice\ttrust.expires-soon\tyes\tno\n", "t"),
                      "t:2: 'no' is neither 'yes' nor '-'");
    CHECK_THROWS_WITH(parse_expectations(head + "a\tadvice\ttrust.expires-soon\t-\t-\n", "t"),
                      "t:2: marks no handset");
    CHECK_THROWS_WITH(parse_expectations(head + "a\t-\t-\tyes\t-\n", "t"),
                      "t:2: marks a handset and has no finding");
    CHECK_THROWS_WITH(
        parse_expectations(head + "a\t-\t-\t-\t-\na\tadvice\ttrust.expires-soon\tyes\t-\n", "t"),
        "t:3: chain a has a finding and a row of dashes");
    CHECK_THROWS_WITH(parse_expectations(head + "a\t-\t-\t-\t-\na\t-\t-\t-\t-\n", "t"),
                      "t:3: chain a has this finding already");
}
