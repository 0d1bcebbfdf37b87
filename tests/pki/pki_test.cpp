// Each test chain, met by each handset: offline as `easprobe cert` judges it, and shown by a server. Both
// must find exactly what tests/pki/expected.tsv says.
#include "client/easprobe.h"
#include "client/transport/tls_library.h"
#include "tests/pki/expected.h"
#include "tests/pki/test_chain.h"
#include "tests/rig/handsets.h"
#include "tests/rig/words.h"
#include "tools/eas-test-server/play/test_server.h"

#include <algorithm>
#include <array>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <utility>

using namespace easprobe;
using namespace easprobe::test_pki;

namespace {

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
    auto results = checks::run_checks(checks::Case(evidence, profile));
    std::erase_if(results, [](const checks::Result& result) {
        return result.check->phase != Phase::Trust || result.check->id == "trust.private-key-held";
    });
    return results;
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
    CHECK(declared == expectations().chains());
    CHECK(declared.size() >= 76);
}

TEST_CASE("the table names no handset that there is not")
{
    const auto& there = rig::handset_names();
    for (const std::string& name : expectations().handsets)
        CHECK_MESSAGE(std::ranges::count(there, name) == 1, name << " is in the table, and is no handset");
    CHECK(expectations().handsets.size() >= 6);
}

TEST_CASE("each handset finds in each chain exactly what the table says")
{
    for (const std::string& name : rig::handset_names())
        if (std::ranges::count(expectations().handsets, name) == 0)
            MESSAGE("skipped: the table does not say what " << name << " finds");
    for (const TestChain& chain : chains()) {
        CAPTURE(chain.name);
        for (const std::string& name : expectations().handsets) {
            const auto found =
                rig::findings_of(trust_results(offline(chain, "chain.pem"), rig::handset(name)));
            const std::string others = rig::differences(found, expectations().of(chain.name, name));
            CHECK_MESSAGE(others.empty(), name << " finds otherwise:\n" << others);
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
        for (const std::string& name : rig::handset_names()) {
            CAPTURE(name);
            const HandsetProfile& profile = rig::handset(name);
            const Evidence evidence = meet(**server, chain, profile);
            CHECK(evidence.connection.chain == chain.der);
            const auto as_in_files = trust_results(offline(chain, place), profile);
            CHECK(in_full(trust_results(evidence, profile)) == as_if_sent(in_full(as_in_files)));
            // The phone goes on exactly where no blocker was found.
            const bool blocked = std::ranges::any_of(as_in_files, [](const checks::Result& result) {
                return result.finding() != nullptr && result.severity() == Severity::Blocker;
            });
            if (!chain.elliptic)
                CHECK(evidence.connection.handshake_completed != blocked);
        }
    }
}

TEST_CASE("the table is read strictly")
{
    const std::string head = "handsets\tone two\nchain\tseverity\tcheck\thandsets\n";
    const auto of = [&](const std::string& handsets, const std::string& handset) {
        return parse_expectations(head + "a\tadvice\ttrust.expires-soon\t" + handsets + "\n", "t")
            .of("a", handset);
    };
    const Findings advice = {"advice trust.expires-soon"};
    CHECK(of("one", "one") == advice);
    CHECK(of("one", "two").empty());
    CHECK(of("*", "two") == advice);
    CHECK(of("* but one", "one").empty());
    CHECK(of("* but one", "two") == advice);
    const auto refusal = [](const std::string& content) {
        try {
            parse_expectations(content, "t");
        } catch (const std::runtime_error& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    const std::string finding = "a\tadvice\ttrust.expires-soon\t";
    CHECK(refusal("") == "t:1: does not name the handsets");
    CHECK(refusal("handsets\t\n") == "t:1: does not name the handsets");
    CHECK(refusal("handsets\tone\nchain\n") == "t:2: is not chain, severity, check and handsets");
    CHECK(refusal(head + "a\t-\t-\n") == "t:3: 3 cells");
    CHECK(refusal(head + "a\tgrave\ttrust.expires-soon\t*\n") == "t:3: 'grave' is no severity");
    CHECK(refusal(head + "a\tadvice\tping.held\t*\n") == "t:3: 'ping.held' is no check of phase trust");
    CHECK(refusal(head + finding + "three\n") == "t:3: 'three' is none of the handsets");
    CHECK(refusal(head + finding + "* but\n") == "t:3: marks no handset");
    CHECK(refusal(head + finding + "* but one two\n") == "t:3: marks no handset");
    CHECK(refusal(head + finding + "-\n") == "t:3: marks no handset");
    CHECK(refusal(head + "a\t-\t-\tone\n") == "t:3: marks a handset and has no finding");
    CHECK(refusal(head + "a\t-\t-\t-\n" + finding + "*\n") ==
          "t:4: chain a has a finding and a row of dashes");
    CHECK(refusal(head + finding + "one\n" + finding + "two\n") == "t:4: chain a has this finding already");
}
