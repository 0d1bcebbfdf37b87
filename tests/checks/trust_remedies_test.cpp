// What is said of a chain beside the findings themselves: what to do about them, the opinion of today's
// clients, and how a certificate is judged that no server has yet.
#include "client/checks/runner.h"
#include "client/evidence/offline_certificate.h"
#include "client/report/report.h"
#include "client/trust/current_client.h"
#include "protocol/text/iso_time.h"
#include "tests/rig/handsets.h"
#include "tests/rig/shared_folder.h"
#include "tests/rig/source_dir.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

using namespace easprobe;
using rig::handset;

namespace {

const std::string pki = (rig::source_dir() / "tests/pki/").string();

std::string der_of(const std::string& file)
{
    return x509::read_certificates(content_of_file(pki + file))->front().der;
}

std::chrono::sys_time<Milliseconds> at(std::string_view time)
{
    return std::chrono::time_point_cast<Milliseconds>(parse_iso8601(time).value());
}

/// A chain in files, in 2009, with the root of the test chains on the phone.
Evidence in_files(const std::string& chain)
{
    auto read = assemble_offline(
                    {x509::read_certificate_input(content_of_file(pki + "chains/" + chain + ".pem"), nullptr)
                         .value()})
                    .value();
    Evidence evidence;
    evidence.target.host = "eas.example.test";
    evidence.started = at("2009-06-01T12:00:00Z");
    evidence.circumstances.handset_clock = std::chrono::floor<std::chrono::seconds>(evidence.started);
    evidence.circumstances.installed_roots = {der_of("installed/root.pem")};
    evidence.connection.chain = std::move(read.chain);
    evidence.offline = std::move(read.certificate);
    evidence.offline->files = {"my chain.pem"};
    return evidence;
}

/// The same chain, shown by a server.
Evidence shown(const std::string& chain)
{
    Evidence evidence = in_files(chain);
    evidence.offline.reset();
    return evidence;
}

std::optional<checks::Finding> finding(const std::string& check, const Evidence& evidence)
{
    for (const checks::Result& result : checks::run_checks(checks::Case(evidence, handset())))
        if (result.check->id == check && result.finding() != nullptr)
            return *result.finding();
    return std::nullopt;
}

std::string remedy(const std::string& check, const Evidence& evidence,
                   const HandsetProfile& profile = handset())
{
    for (const checks::Result& result : checks::run_checks(checks::Case(evidence, profile)))
        if (result.check->id == check && result.finding() != nullptr)
            return result.finding()->remedy;
    return "no finding";
}

std::vector<std::string> objections(const std::string& chain, const std::string& host = "eas.example.test")
{
    const Evidence evidence = in_files(chain);
    const auto path =
        trust::build_device_path(evidence.connection.chain, host, handset(), evidence.circumstances);
    return trust::opinion_of_current_client(path, host, evidence.circumstances.handset_clock).objections;
}

} // namespace

TEST_CASE("what to do about an unknown root that is at hand is a command with its thumbprint")
{
    const Evidence evidence = in_files("root-unknown-and-sent");
    const auto root = x509::read_certificate(evidence.connection.chain.back());
    REQUIRE(root.has_value());
    CHECK(remedy("trust.root-on-device", evidence)
              .starts_with("Put this root on the handset: `easprobe root-cab 'my chain.pem' --only " +
                           root->sha1_thumbprint + " -o root.cab`"));
    CHECK(remedy("trust.root-on-device", shown("root-unknown-and-sent"))
              .starts_with(
                  "Put this root on the handset: `easprobe root-cab https://eas.example.test:443 --only " +
                  root->sha1_thumbprint + " -o root.cab`"));
    CHECK(remedy("trust.root-on-device", in_files("self-signed"))
              .starts_with("Put this certificate on the handset: `easprobe root-cab 'my chain.pem' --only "));
}

TEST_CASE("a root that was put on the phone as an intermediate is not said to be in the chain")
{
    Evidence evidence = in_files("below-the-root");
    evidence.circumstances.installed_intermediates =
        std::exchange(evidence.circumstances.installed_roots, {});
    const auto says = [&](std::string_view words) {
        return remedy("trust.root-on-device", evidence).find(words) != std::string::npos;
    };
    // A recording does not keep where it came from.
    CHECK(says("`easprobe root-cab root.cer --only "));
    evidence.circumstances.installed_from[evidence.circumstances.installed_intermediates.front()] =
        "our root.pem";
    CHECK(says("`easprobe root-cab 'our root.pem' --only "));
}

TEST_CASE("a command in a remedy finds the server, or the file, that was judged")
{
    const auto says = [](const Evidence& evidence, std::string_view words) {
        return remedy("trust.root-on-device", evidence).find(words) != std::string::npos;
    };
    Evidence server = shown("root-unknown-and-sent");
    server.circumstances.resolve = {"eas.example.test:443:192.0.2.7"};
    CHECK(says(server,
               "`easprobe root-cab https://eas.example.test:443 --resolve eas.example.test:443:192.0.2.7 "
               "--only "));
    Evidence file = in_files("root-unknown-and-sent");
    file.offline->files = {"-chain.pem"};
    CHECK(says(file, "`easprobe root-cab ./-chain.pem --only "));
    file.offline->files = {"-"};
    CHECK(says(file, "`easprobe root-cab chain.pem --only "));
    CHECK(says(file, "(chain.pem is what came on standard input, kept in a file.)"));
}

TEST_CASE("what is missing offline is missing in the file, and not what a server did not send")
{
    const auto observed = [](const Evidence& evidence) {
        return finding("trust.intermediates-sent", evidence).value().observed;
    };
    CHECK(observed(in_files("intermediate-missing"))
              .find("which is not in the file and the handset does not have") != std::string::npos);
    CHECK(observed(shown("intermediate-missing")).find("which the server did not send") != std::string::npos);
}

TEST_CASE("a name is offered for the phone only where it can be the name of a server")
{
    const auto offered = [](Evidence evidence) {
        evidence.target.host = "mail.contoso.test";
        const std::string text = remedy("trust.name-matches", evidence);
        CHECK(text.find("common name mail.contoso.test") != std::string::npos);
        return text.find("or enter '") != std::string::npos;
    };
    CHECK(offered(shown("good")));
    CHECK_FALSE(offered(shown("wildcard")));
    // Its common name is two words.
    Evidence authority = shown("good");
    authority.connection.chain = {der_of("installed/issuing.pem")};
    CHECK_FALSE(offered(authority));
}

TEST_CASE("a name in a remedy cannot end the word it stands in")
{
    Evidence evidence = shown("root-unknown-and-sent");
    evidence.target.host = "x'; rm -rf ~ '";
    CHECK(remedy("trust.root-on-device", evidence)
              .find("root-cab 'https://x'\\''; rm -rf ~ '\\'':443' --only") != std::string::npos);
}

TEST_CASE("what to do about a root or an intermediate that is not at hand names it")
{
    CHECK(remedy("trust.root-on-device", in_files("root-unknown")).starts_with("Where 'CN="));
    CHECK(remedy("trust.intermediates-sent", in_files("intermediate-missing"))
              .starts_with(
                  "Where 'CN=Issuing CA, O=easprobe test PKI' is an intermediate authority, install its "
                  "certificate on the server"));
    CHECK(remedy("trust.intermediates-sent", in_files("issuer-is-no-authority"))
              .find("cannot be its issuer: have the certificate issued again") != std::string::npos);
}

TEST_CASE("what to do about a wrong name says which name to ask for, by the handset's own rules")
{
    const Evidence evidence = in_files("wrong-name");
    CHECK(
        remedy("trust.name-matches", evidence)
            .starts_with("Ask the authority for a certificate with the common name eas.example.test and, if "
                         "it has alternative names at all, with that name among them; or enter '"));
    CHECK(remedy("trust.name-matches", evidence, handset("wm5-msfp-pocketpc"))
              .starts_with("Ask the authority for a certificate with the common name eas.example.test (this "
                           "handset looks at nothing else)"));
}

TEST_CASE("a clock that is wrong is told from certificates that have ended")
{
    Evidence evidence = in_files("good");
    evidence.circumstances.handset_clock = parse_iso8601("2000-01-01T00:00:00Z").value();
    CHECK(remedy("trust.dates-valid", evidence) ==
          "Set the date on the phone: its clock says 2000-01-01T00:00:00Z, and on 2009-06-01 all of this is "
          "valid.");
    CHECK(
        remedy("trust.dates-valid", in_files("expired")).starts_with("Renew the certificate that is named"));
    CHECK(remedy("trust.dates-valid", in_files("not-yet-valid")).starts_with("Wait until it is valid"));
    evidence = in_files("root-expired");
    evidence.circumstances.installed_roots = {der_of("installed/root-until-2009.pem")};
    evidence.circumstances.handset_clock = parse_iso8601("2010-01-01T00:00:00Z").value();
    evidence.started = at("2010-01-01T00:00:00Z");
    CHECK(remedy("trust.dates-valid", evidence).starts_with("The handset's own root has ended"));
}

TEST_CASE("a client of today wants SHA-2, longer keys, the name in subjectAltName, and dates")
{
    CHECK(objections("good") ==
          std::vector<std::string>{
              "'CN=eas.example.test, O=easprobe test PKI' is signed with sha1WithRSAEncryption",
              "'CN=Issuing CA, O=easprobe test PKI' is signed with sha1WithRSAEncryption"});
    CHECK(objections("server-signed-with-sha256") ==
          std::vector<std::string>{
              "'CN=Issuing CA, O=easprobe test PKI' is signed with sha1WithRSAEncryption"});
    CHECK(objections("common-name-only").front() ==
          "its subjectAltName has no such name, and the common name counts no longer");
    CHECK(objections("server-rsa-1024")[1] ==
          "'CN=eas.example.test, O=easprobe test PKI' has a key of 1024 bits");
    CHECK(objections("good", "other.example.test").front() == "it does not name 'other.example.test'");
    CHECK(objections("for-clients-only").front() ==
          "its extended key usage leaves server authentication out");
    CHECK(objections("expired")[1] == "'CN=eas.example.test, O=easprobe test PKI' is not valid today");
}

TEST_CASE("a certificate in files is judged by the checks of its phase alone, in words of its own")
{
    const Evidence good = in_files("good");
    const report::Report accepted = report::make_report(good, handset());
    CHECK(std::ranges::all_of(
        accepted.results, [](const checks::Result& result) { return result.check->phase == Phase::Trust; }));
    CHECK(accepted.results.size() == 11);
    CHECK(accepted.verdict.outcome == VerdictOutcome::WouldSync);
    CHECK(accepted.verdict.sentence == "This handset would accept this certificate for eas.example.test.");
    const Evidence missing = in_files("intermediate-missing");
    const report::Report refused = report::make_report(missing, handset());
    CHECK(refused.verdict.outcome == VerdictOutcome::WouldNotSync);
    CHECK(refused.verdict.stopped_at == Phase::Trust);
    CHECK(refused.verdict.sentence == "This handset would not accept this certificate for eas.example.test.");
}

TEST_CASE("of what cannot be read a client of today has no opinion, and the handset wants none of it")
{
    Evidence evidence = in_files("good");
    evidence.connection.chain = {"no certificate"};
    const report::Report report = report::make_report(evidence, handset());
    CHECK(report.verdict.outcome == VerdictOutcome::WouldNotSync);
    CHECK_FALSE(report.current_client.has_value());
}

TEST_CASE("a signature that nobody here can check vouches for nothing")
{
    // The root's own algorithm, which the handset knows and OpenSSL has lost, in the place of the leaf's.
    Evidence evidence = shown("good");
    std::string& leaf = evidence.connection.chain.front();
    const std::string sha1("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x05", 9);
    const std::string md2("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x02", 9);
    for (auto place = leaf.find(sha1); place != std::string::npos; place = leaf.find(sha1, place))
        leaf.replace(place, sha1.size(), md2);
    CHECK_FALSE(trust::handset_accepts(evidence.connection.chain, "eas.example.test", handset(),
                                       evidence.circumstances));
    for (const checks::Result& result : checks::run_checks(checks::Case(evidence, handset())))
        if (result.check->id == "trust.signature-algorithm-known")
            CHECK(std::holds_alternative<checks::NotReached>(result.outcome));
}
