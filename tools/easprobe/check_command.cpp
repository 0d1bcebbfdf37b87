#include "protocol/text/mail_address.h"
#include "protocol/text/printable.h"
#include "tools/easprobe/certificate_files.h"
#include "tools/easprobe/clock.h"
#include "tools/easprobe/commands.h"
#include "tools/easprobe/files.h"
#include "tools/easprobe/interruption.h"
#include "tools/easprobe/output.h"
#include "tools/easprobe/password.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <optional>

namespace easprobe::cli {

namespace {

/// The phone's setting "download the past ...", as MS-ASCMD FilterType (2.2.3.68.2).
constexpr int all_mail = 0;
const std::map<std::string, std::optional<int>> mail_ages = {
    {"all", all_mail}, {"1d", 1}, {"3d", 2}, {"1w", 3}, {"2w", 4}, {"1m", 5}, {"profile", std::nullopt}};

struct CheckArguments {
    std::string target;
    std::vector<std::string> profiles{default_profile};
    std::string user;
    std::string domain;
    std::string password_file;
    CertificateOptions certificates;
    std::string clock;
    std::vector<std::string> resolve;
    std::string protocol;
    std::optional<std::string> device_id;
    std::string until;
    bool press_on = false;
    std::optional<int> mail_age = all_mail;
    int heartbeat = 0;
    bool no_ping = false;
    bool write = false;
    std::string mail_address;
    std::string invitation_from;
    std::optional<int> deadline;
    bool same_network = false;
    std::vector<std::string> reports;
    std::string record;
    bool verbose = false;
};

Circumstances circumstances_of(const CheckArguments& arguments)
{
    Circumstances circumstances;
    circumstances.same_network = arguments.same_network;
    circumstances.press_on = arguments.press_on;
    circumstances.write = arguments.write;
    circumstances.resolve = arguments.resolve;
    circumstances.ping = !arguments.no_ping;
    circumstances.handset_clock = handset_clock(arguments.clock);
    apply(arguments.certificates, circumstances);
    if (!arguments.until.empty()) {
        circumstances.until = parse_phase(arguments.until);
        if (!circumstances.until)
            throw UsageError(fmt::format(
                "--until {}: there is no such phase; there are autodiscover, connect, hello, trust, http, "
                "options, provision, folder-sync, sync and ping",
                arguments.until));
    }
    return circumstances;
}

/// Unless it is given: two minutes, and with --heartbeat time enough for that Ping and, where it is cut, to
/// find out with shorter ones how long a connection lives.
std::chrono::seconds deadline_of(const CheckArguments& arguments)
{
    constexpr int usual = 120;
    return std::chrono::seconds(arguments.deadline.value_or(usual + 2 * arguments.heartbeat));
}

/// The server, or for an e-mail address the domain that it is looked for in.
struct Aim {
    Target target;
    std::string address; ///< Empty where the server was named.
};

Aim aim_at(const std::string& word)
{
    if (word.find('@') != std::string::npos && word.find("://") == std::string::npos) {
        auto address = parse_address(word);
        if (!address)
            throw UsageError(address.error());
        return {Target{domain_of(*address)}, std::move(*address)};
    }
    auto target = parse_target(word);
    if (!target)
        throw UsageError(target.error());
    return {std::move(*target), {}};
}

void expect_mail_address(std::string_view option, const std::string& address)
{
    if (!address.empty() && !is_mail_address(address))
        throw UsageError(fmt::format("{} {}: user@domain", option, printable(address, 80)));
}

session::Options session_options(const CheckArguments& arguments)
{
    session::Options options;
    options.device_id = arguments.device_id.value_or("");
    options.heartbeat = std::chrono::seconds(arguments.heartbeat);
    options.time = deadline_of(arguments);
    options.mail_filter_type = arguments.mail_age;
    options.mail_address = arguments.mail_address;
    options.invitation_from = arguments.invitation_from;
    expect_mail_address("--mail-address", options.mail_address);
    expect_mail_address("--invitation-from", options.invitation_from);
    if (!arguments.protocol.empty()) {
        options.pinned_version = eas::parse_version(arguments.protocol);
        if (!options.pinned_version)
            throw UsageError(
                fmt::format("--protocol {}: the handset speaks 2.5, 12.0 and 12.1", arguments.protocol));
    }
    if (arguments.device_id)
        if (const std::string fault = session::device_id_fault(*arguments.device_id); !fault.empty())
            throw UsageError(
                fmt::format("--device-id {}: exactly 32 hexadecimal digits are wanted, as a Pocket "
                            "PC sends them; {}",
                            printable(*arguments.device_id, 80), fault));
    return options;
}

Run run_for(const CheckArguments& arguments, const Aim& aim, const session::Account& account,
            const std::string& password, const Circumstances& circumstances, const HandsetProfile& profile)
{
    Run run;
    run.target = aim.target;
    run.address = aim.address;
    run.account = account;
    run.credentials.emplace(session::basic_user(account), password);
    run.circumstances = circumstances;
    run.options = session_options(arguments);
    run.options.own_device_id = run.options.device_id.empty();
    if (run.options.own_device_id)
        run.options.device_id = session::stable_device_id(aim.target.host, account.user, profile.id);
    return run;
}

/// With several handsets each has a recording of its own, named after it.
std::string recording_name(const std::string& given, const std::string& profile, bool several)
{
    const auto dot = given.rfind('.');
    if (!several || given == "-")
        return given;
    if (dot == std::string::npos)
        return given + '-' + profile;
    return given.substr(0, dot) + '-' + profile + given.substr(dot);
}

bool may_leave_something(const transport::Sending& sending)
{
    return sending.step && writes(*sending.step);
}

int check(const CheckArguments& arguments)
{
    const auto requests = parse_reports(arguments.reports);
    expect_resolutions(arguments.resolve);
    const Aim aim = aim_at(arguments.target);
    if (arguments.user.empty() && aim.address.empty())
        throw UsageError("--user is required, unless TARGET is an e-mail address");
    const Circumstances circumstances = circumstances_of(arguments);
    session_options(arguments);
    auto profiles = read_profiles(arguments.profiles);
    for (HandsetProfile& profile : profiles)
        apply(circumstances, profile);
    const session::Account account =
        session::parse_account(arguments.user.empty() ? aim.address : arguments.user, arguments.domain);
    if (!arguments.record.empty())
        for (const HandsetProfile& profile : profiles) {
            const std::string name = recording_name(arguments.record, profile.id, profiles.size() > 1);
            expect_unreported(name, requests);
            expect_writable(name);
        }
    const std::string password = read_password(arguments.password_file, session::basic_user(account));

    const Interruption interruption;
    std::vector<std::unique_ptr<Evidence>> seen;
    Outputs outputs;
    std::vector<report::Report> reports;
    std::vector<VerdictOutcome> outcomes;
    for (const HandsetProfile& profile : profiles) {
        Progress progress;
        Run run = run_for(arguments, aim, account, password, circumstances, profile);
        run.progress = [&](Milliseconds so_far) { progress.waiting(so_far); };
        run.announcer = [&](const transport::Sending& sending) {
            progress.sending(sending);
            if (arguments.write && may_leave_something(sending))
                Interruption::may_have_to_clear();
        };
        run.watcher = [&](const Exchange& exchange) {
            progress.exchange_done(exchange);
            if (arguments.verbose)
                show_exchange(exchange);
        };
        run.interrupted = [] { return Interruption::came(); };
        seen.push_back(std::make_unique<Evidence>(emulate(profile, std::move(run))));
        if (!arguments.record.empty())
            outputs.write(recording_name(arguments.record, profile.id, profiles.size() > 1),
                          write_recording(*seen.back()));
        reports.push_back(report::make_report(*seen.back(), profile));
        outcomes.push_back(reports.back().verdict.outcome);
        if (Interruption::came())
            break;
    }
    const report::Detail detail = arguments.verbose ? report::Detail::Verbose : report::Detail::Normal;
    write_reports(requests, reports, {detail, Layout::OneByOne, profiles.size()}, outputs);
    return exit_status(outcomes);
}

void add_options(CLI::App& command, CheckArguments& arguments)
{
    command
        .add_option("TARGET", arguments.target,
                    "host, host:port, https://host[:port][/path], or an e-mail address (Autodiscover)")
        ->required();
    command
        .add_option("--profile", arguments.profiles,
                    "Which handset (see: easprobe profiles); may be repeated; 'all'")
        ->capture_default_str();
    command.add_option("--user", arguments.user,
                       "DOMAIN\\user, user, or user@domain; where TARGET is an e-mail address, that one");
    command.add_option("--domain", arguments.domain, "The user's domain, where --user names none");
    command.add_option(
        "--password-file", arguments.password_file,
        "The password is its first line ('-': standard input); else EASPROBE_PASSWORD, else asked for");
    add_certificate_options(command, arguments.certificates);
    command.add_option("--clock", arguments.clock,
                       "The handset's clock: 2008-06-01T12:00:00Z, or with an offset like +02:00, or a date "
                       "(midnight UTC); default: now");
    command.add_option("--resolve", arguments.resolve, "HOST:PORT:ADDR, as in curl");
    command.add_option("--protocol", arguments.protocol, "Pin the version: 2.5, 12.0 or 12.1");
    command.add_option("--device-id", arguments.device_id,
                       "The DeviceId, 32 hexadecimal digits (default: stable, from host, user and profile)");
    command.add_option("--until", arguments.until,
                       "Stop after this phase; the verdict is then 'could not tell'");
    command.add_flag("--press-on", arguments.press_on,
                     "Go on past a blocker, also past a certificate the handset refuses; the verdict stays");
    command
        .add_option(
            "--heartbeat", arguments.heartbeat,
            "The Ping to hold, in seconds (default: a short one); where it is cut, shorter ones find out "
            "how long a quiet connection lives")
        ->check(CLI::Range(1, 3540));
    command.add_flag("--no-ping", arguments.no_ping, "Leave Direct Push out");
    command.add_flag("--write", arguments.write,
                     "Send a mail to oneself, answer and forward it; make, change and delete items and a "
                     "folder; accept an invitation to oneself. All of it is removed again, also after an "
                     "interruption. A remote wipe that is ordered is confirmed, unless with --device-id "
                     "(nothing is wiped)");
    command.add_option("--mail-address", arguments.mail_address,
                       "With --write: the user's own address (default: the server is asked for it)");
    command.add_option(
        "--invitation-from", arguments.invitation_from,
        "With --write: who asks to the meeting of that invitation (default: the user, and then "
        "Exchange lets nobody accept it). Name a second mailbox of yours: a server may send the "
        "answer there");
    command
        .add_option("--deadline", arguments.deadline,
                    "Seconds for the whole run (default: 120, and twice the heartbeat that is asked for)")
        ->check(CLI::Range(1, 86400));
    command.add_flag("--same-network", arguments.same_network,
                     "This machine sees what the phone would see: names and ports that fail are blockers");
    command.add_option("--report", arguments.reports,
                       "text, json, junit or html (one page), each with =FILE; may be repeated");
    command.add_option("--record", arguments.record,
                       "Write the whole conversation as HAR, credentials removed");
    command.add_flag("-v,--verbose", arguments.verbose, "Every exchange as it happens, bodies decoded");
}

} // namespace

void add_check(CLI::App& app, int& status)
{
    auto arguments = std::make_shared<CheckArguments>();
    CLI::App* command = app.add_subcommand("check", "Would this handset sync over the air with this server?");
    add_options(*command, *arguments);
    command->callback([arguments, &status] { status = check(*arguments); });
}

} // namespace easprobe::cli
