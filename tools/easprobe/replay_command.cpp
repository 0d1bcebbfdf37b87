#include "tools/easprobe/certificate_files.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"
#include "tools/easprobe/output.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <memory>

namespace easprobe::cli {

namespace {

struct ReplayArguments {
    std::string file;
    std::vector<std::string> profiles;
    CertificateOptions certificates;
    std::vector<std::string> reports;
    bool verbose = false;
};

int replay(const ReplayArguments& arguments)
{
    const auto requests = parse_reports(arguments.reports);
    auto evidence = read_recording(read_file(arguments.file));
    if (!evidence)
        throw UsageError(fmt::format("{}: {}", arguments.file, to_string(evidence.error())));
    std::vector<std::string> names = arguments.profiles;
    if (names.empty())
        names.push_back(evidence->profile.empty() ? default_profile : evidence->profile);
    apply(arguments.certificates, evidence->circumstances);
    auto profiles = read_profiles(names);
    for (HandsetProfile& profile : profiles)
        apply(evidence->circumstances, profile);
    if (arguments.verbose)
        for (const Exchange& exchange : evidence->exchanges)
            show_exchange(exchange);

    std::vector<report::Report> reports;
    std::vector<VerdictOutcome> outcomes;
    for (const HandsetProfile& profile : profiles) {
        reports.push_back(report::make_report(*evidence, profile));
        outcomes.push_back(reports.back().verdict.outcome);
    }
    const report::Detail detail = arguments.verbose ? report::Detail::Verbose : report::Detail::Normal;
    write_reports(requests, reports, {detail, Layout::OneByOne, profiles.size()});
    return exit_status(outcomes);
}

} // namespace

void add_replay(CLI::App& app, int& status)
{
    auto arguments = std::make_shared<ReplayArguments>();
    CLI::App* command =
        app.add_subcommand("replay", "Judge a recording (HAR) again, offline; also for another handset");
    command
        ->add_option("FILE", arguments->file,
                     "A HAR file of easprobe, or of a proxy that watched a real phone")
        ->required();
    command->add_option("--profile", arguments->profiles,
                        "Which handset; may be repeated; default: the recorded one");
    add_certificate_options(*command, arguments->certificates);
    command->add_option("--report", arguments->reports,
                        "text, json, junit or html (one page), each with =FILE; may be repeated");
    command->add_flag("-v,--verbose", arguments->verbose, "Every exchange, bodies decoded");
    command->callback([arguments, &status] { status = replay(*arguments); });
}

} // namespace easprobe::cli
