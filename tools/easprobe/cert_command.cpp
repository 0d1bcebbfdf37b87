#include "client/transport/tls_library.h"
#include "protocol/x509/certificate_input.h"
#include "tools/easprobe/certificate_files.h"
#include "tools/easprobe/clock.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"
#include "tools/easprobe/output.h"
#include "tools/easprobe/password.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <fmt/format.h>
#include <memory>
#include <optional>

namespace easprobe::cli {

namespace {

struct CertArguments {
    std::vector<std::string> files;
    std::optional<std::string> host;
    std::vector<std::string> profiles{default_profile};
    bool all = false;
    std::string clock;
    CertificateOptions certificates;
    std::string password_file;
    std::vector<std::string> reports;
    bool verbose = false;
};

OfflineChain read_files(const CertArguments& arguments)
{
    std::vector<x509::CertificateInput> inputs;
    std::optional<std::string> password;
    for (const std::string& file : arguments.files) {
        const x509::AskPassword ask = [&] {
            if (!password)
                password = read_password(arguments.password_file, "the file " + name_for_people(file));
            return *password;
        };
        auto input = x509::read_certificate_input(read_file(file, 4UL * 1024 * 1024), ask);
        if (!input)
            throw UsageError(unreadable(file, input.error()));
        inputs.push_back(std::move(*input));
    }
    auto offline = assemble_offline(std::move(inputs));
    if (!offline)
        throw UsageError(fmt::format("{}: {}", fmt::join(arguments.files, ", "), offline.error()));
    offline->certificate.files = arguments.files;
    return std::move(*offline);
}

/// The name alone, where a port, a scheme or a path came with it.
std::string host_of(const CertArguments& arguments)
{
    if (!arguments.host)
        return {};
    const auto target = parse_target(*arguments.host);
    if (!target)
        throw UsageError("--host: " + target.error());
    return target->host;
}

Evidence evidence_of(const CertArguments& arguments)
{
    OfflineChain offline = read_files(arguments);
    Evidence evidence;
    evidence.target.host = host_of(arguments);
    evidence.started = std::chrono::time_point_cast<Milliseconds>(std::chrono::system_clock::now());
    evidence.tls_library = transport::tls_library();
    evidence.legacy_tls = transport::tls_library_is_legacy();
    evidence.circumstances.handset_clock = handset_clock(arguments.clock);
    apply(arguments.certificates, evidence.circumstances);
    evidence.connection.chain = std::move(offline.chain);
    evidence.offline = std::move(offline.certificate);
    return evidence;
}

int cert(const CertArguments& arguments)
{
    const auto requests = parse_reports(arguments.reports);
    auto profiles = read_profiles(arguments.all ? std::vector<std::string>{"all"} : arguments.profiles);
    std::vector<std::unique_ptr<Evidence>> seen;
    std::vector<report::Report> reports;
    std::vector<VerdictOutcome> outcomes;
    const Evidence evidence = evidence_of(arguments);
    for (HandsetProfile& profile : profiles) {
        apply(evidence.circumstances, profile);
        seen.push_back(std::make_unique<Evidence>(evidence));
        seen.back()->profile = profile.id;
        reports.push_back(report::make_report(*seen.back(), profile));
        outcomes.push_back(reports.back().verdict.outcome);
    }
    const report::Detail detail = arguments.verbose ? report::Detail::Verbose : report::Detail::Normal;
    write_reports(requests, reports,
                  {detail, arguments.all ? Layout::Matrix : Layout::OneByOne, profiles.size()});
    return exit_status(outcomes);
}

} // namespace

void add_cert(CLI::App& app, int& status)
{
    auto arguments = std::make_shared<CertArguments>();
    CLI::App* command = app.add_subcommand(
        "cert", "Would this handset accept this certificate, chain, PFX or request? (offline)");
    command
        ->add_option(
            "FILE", arguments->files,
            "PEM, DER, PFX, PKCS#7 or a certificate request; several are one chain, and a private key in PEM "
            "may be among them; '-': standard input")
        ->required();
    command->add_option("--host", arguments->host,
                        "The server's name as the phones are given it; without it names are not compared");
    command
        ->add_option("--profile", arguments->profiles,
                     "Which handset (see: easprobe profiles); may be repeated; 'all'")
        ->capture_default_str();
    command->add_flag("--all", arguments->all, "Every handset, as a table of one line each");
    command->add_option("--clock", arguments->clock,
                        "The handset's clock: 2008-06-01T12:00:00Z, or with an offset like +02:00, or a date "
                        "(midnight UTC); default: now");
    add_certificate_options(*command, arguments->certificates);
    command->add_option("--password-file", arguments->password_file,
                        "The password of a PFX or private key is its first line ('-': standard input); else "
                        "EASPROBE_PASSWORD, else asked for");
    command->add_option("--report", arguments->reports,
                        "text, json, junit or html (one page), each with =FILE; may be repeated");
    command->add_flag("-v,--verbose", arguments->verbose, "Every check with what it saw");
    command->callback([arguments, &status] { status = cert(*arguments); });
}

} // namespace easprobe::cli
