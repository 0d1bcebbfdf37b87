#include "tests/scenarios/play.h"

#include "client/drive/from_recording.h"
#include "client/transport/tls_library.h"
#include "protocol/text/base64.h"
#include "tests/oracle/libwbxml_agreement.h"
#include "tests/rig/handsets.h"
#include "tests/rig/postman.h"
#include "tests/rig/runs.h"
#include "tests/rig/source_dir.h"
#include "tests/rig/words.h"
#include "tools/eas-test-server/play/scenario.h"
#include "tools/eas-test-server/play/scenario_files.h"

#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <optional>

namespace easprobe::scenarios {

namespace {

using namespace test_server;

/// No word of the program's own texts, so that it can be looked for in them.
constexpr const char* right_password = "Zq7-correct-horse";
constexpr const char* wrong_password = "Zq7-wrong-horse";

std::string password_of(const Meeting& meeting)
{
    return meeting.password_right ? right_password : wrong_password;
}

/// No full stop after another, or before a comma or semicolon; three of them are what was left out.
bool ends_sentences_once(const std::string& text)
{
    for (const std::string_view doubled : {"..", ".;", ".,", ".)."})
        for (auto at = text.find(doubled); at != std::string::npos; at = text.find(doubled, at + 3))
            if (text.compare(at, 3, "...") != 0)
                return false;
    return true;
}

/// For other programs that look at the bodies: into the folder that EASPROBE_RECORDINGS names, if any.
void keep_recording(const std::string& recording, const std::string& name)
{
    if (const char* const recordings = std::getenv("EASPROBE_RECORDINGS"))
        std::ofstream(std::filesystem::path(recordings) / (name + ".har"), std::ios::binary) << recording;
}

/// One handset and the server: what is otherwise than the file says is collected, in words.
class Encounter {
  public:
    explicit Encounter(const Meeting& meeting) : meeting_(meeting) {}

    void happen(const Scenario& scenario, const std::string& recording_name);
    std::string faults() const { return faults_ + (faults_.empty() ? "" : conversation_); }

  private:
    void expect(bool right, std::string_view otherwise)
    {
        if (!right)
            faults_ += fmt::format("{}: {}\n", road_, otherwise);
    }
    void expect_report(const report::Report& report);
    void expect_particulars(const report::Report& report);
    void expect_bodies_agree(const Evidence& evidence);
    void expect_mailbox(const Evidence& evidence, const std::string& before, const std::string& after);
    void expect_recording(const std::string& recording, const HandsetProfile& profile, Wishes wishes);
    void expect_server_content(const TestServer& server);

    const Meeting& meeting_;
    std::string_view road_ = "live";
    std::string faults_;
    std::string conversation_;
};

/// Where the file says so: the code that the phone shows for a finding, and words of what was observed.
void Encounter::expect_particulars(const report::Report& report)
{
    for (const checks::Result& result : report.results) {
        const std::string id(result.check->id);
        const checks::Finding* finding = result.finding();
        if (finding == nullptr)
            continue;
        const std::string shown = finding->support_code.empty() ? "none" : finding->support_code;
        if (const auto code = meeting_.support_codes.find(id); code != meeting_.support_codes.end())
            expect(shown == code->second,
                   fmt::format("{} shows {}, and should show {}", id, shown, code->second));
        if (const auto saying = meeting_.sayings.find(id); saying != meeting_.sayings.end())
            expect(finding->observed.find(saying->second) != std::string::npos,
                   fmt::format("{} says '{}', without '{}'", id, finding->observed, saying->second));
    }
}

void Encounter::expect_report(const report::Report& report)
{
    expect_particulars(report);
    auto wanted = meeting_.findings;
    std::ranges::sort(wanted);
    const std::string others = rig::differences(rig::findings_of(report.results), wanted);
    expect(others.empty(), "other findings\n" + others);
    const std::string_view outcome = to_string(report.verdict.outcome);
    expect(outcome == meeting_.outcome, fmt::format("{}, and should be {}", outcome, meeting_.outcome));
    const std::string_view phase = report.verdict.stopped_at ? to_string(*report.verdict.stopped_at) : "";
    expect(phase == meeting_.stopped_at,
           fmt::format("stops at '{}', and should at '{}'", phase, meeting_.stopped_at));
    expect(!report.verdict.sentence.empty(), "a verdict without a sentence");
    // The text's first three lines answer three questions, whatever happened.
    const std::string text = report::to_text({report}, report::Colour::Never, report::Detail::Normal);
    expect(text.starts_with(report.verdict.sentence + "\nWhy: "),
           "the report does not begin with its verdict");
    expect(text.find(password_of(meeting_)) == std::string::npos, "the report holds the password");
    expect(ends_sentences_once(text), "a sentence that ends twice:\n" + text);
}

void Encounter::expect_bodies_agree(const Evidence& evidence)
{
    const auto agree = [this](const Exchange& exchange, const DecodedBody& ours, std::string_view bytes) {
        for (const std::string& difference : oracle::disagreements(**ours, bytes))
            expect(false,
                   fmt::format("exchange {}: libwbxml reads otherwise: {}", exchange.number, difference));
    };
    for (const Exchange& exchange : evidence.exchanges) {
        if (exchange.request_body && *exchange.request_body)
            agree(exchange, *exchange.request_body, exchange.request.body);
        const http::Response* response = exchange.response();
        if (response != nullptr && exchange.response_body && *exchange.response_body)
            agree(exchange, *exchange.response_body, response->body);
    }
}

/// Nothing is changed without --write, and with it everything is put back, unless the report says otherwise.
void Encounter::expect_mailbox(const Evidence& evidence, const std::string& before, const std::string& after)
{
    const bool left = std::ranges::any_of(meeting_.findings, [](const std::string& finding) {
        return finding.ends_with(" sync.mailbox-left-as-found");
    });
    expect(evidence.left_behind.empty() != left,
           left ? "nothing is said to be left behind" : "something is said to be left behind");
    if (!left && !meeting_.mail_comes)
        expect(after == before, fmt::format("the mailbox was\n{}\nand is\n{}", before, after));
}

void Encounter::expect_recording(const std::string& recording, const HandsetProfile& profile, Wishes wishes)
{
    const std::string login = base64_encode(meeting_.login + ":" + password_of(meeting_));
    expect(recording.find(password_of(meeting_)) == std::string::npos, "the recording holds the password");
    expect(recording.find(login) == std::string::npos, "the recording holds the login");
    const auto again = read_recording(recording);
    expect(again.has_value(), again ? "" : to_string(again.error()));
    if (!again)
        return;
    road_ = "replayed";
    expect_report(report::make_report(*again, profile));
    expect(write_recording(*again) == recording, "the recording is written otherwise than it was read");
    road_ = "driven again";
    const auto driven = drive::driven_again(*again, profile, std::move(wishes));
    expect(driven.has_value(), driven ? "" : driven.error());
    expect(!driven || write_recording(*driven) == recording, "it is recorded otherwise");
    road_ = "live";
}

void Encounter::expect_server_content(const TestServer& server)
{
    for (const FaultRule& rule : server.unused_faults())
        expect(false, fmt::format("the fault {} on {} never struck", to_string(rule.fault), rule.request));
    for (const std::string& complaint : server.log().complaints())
        expect(false, "the server complains: " + complaint);
}

void Encounter::happen(const Scenario& scenario, const std::string& recording_name)
{
    auto started = TestServer::start(settings_of(scenario));
    if (!started)
        return expect(false, started.error());
    TestServer& server = **started;
    const HandsetProfile& profile = rig::handset(meeting_.profile);
    std::optional<rig::Postman> postman;
    if (meeting_.mail_comes)
        postman.emplace(server);
    const std::string before = server.mailbox_of("alice");
    Run run = run_for(meeting_, server);
    const Wishes wishes = run;
    const Evidence evidence = emulate(profile, std::move(run));
    postman.reset();
    expect_mailbox(evidence, before, server.mailbox_of("alice"));
    expect_report(report::make_report(evidence, profile));
    expect_bodies_agree(evidence);
    const std::string recording = write_recording(evidence);
    keep_recording(recording, recording_name);
    expect_recording(recording, profile, wishes);
    expect_server_content(server);
    if (!faults_.empty())
        conversation_ = rig::conversation_of(evidence);
}

bool plays_old_windows(TlsOffer offer)
{
    return offer == TlsOffer::Windows2003 || offer == TlsOffer::Windows2008;
}

} // namespace

std::filesystem::path folder()
{
    return rig::source_dir() / "tests/scenarios";
}

ServerSettings settings_of(const Scenario& scenario)
{
    ServerSettings settings = scenario.server;
    settings.users.front().password = right_password;
    return settings;
}

Run run_for(const Meeting& meeting, const TestServer& server)
{
    Run run = rig::run_against(server);
    run.address = meeting.address;
    run.search_ports = {server.port(), server.http_port()};
    for (const char* host : {"example.test", "autodiscover.example.test", "other.example.test"})
        for (const std::uint16_t port : {server.port(), server.http_port()})
            run.circumstances.resolve.push_back(rig::resolved(host, port));
    run.account = session::parse_account(meeting.login, "");
    run.credentials.emplace(session::basic_user(run.account), password_of(meeting));
    run.options.time = meeting.deadline;
    run.circumstances.press_on = meeting.press_on;
    run.circumstances.ping = meeting.ping;
    run.circumstances.write = meeting.write;
    if (!meeting.root_installed)
        run.circumstances.installed_roots.clear();
    run.options.mark = "1a2b3c4d5e6f7081"; // Recorded in what is made, and nowhere else.
    run.options.pinned_version = meeting.pinned_version;
    run.options.heartbeat = meeting.heartbeat;
    run.options.invitation_from = meeting.invitation_from;
    return run;
}

Played play(const std::filesystem::path& file)
try {
    const auto scenario = read_scenario(file);
    if (!scenario)
        return {.faults = {to_string(scenario.error())}};
    if (plays_old_windows(scenario->server.tls) && !transport::tls_library_is_legacy())
        return {.out_of_reach = true};
    const std::string name = scenario_name(folder(), file);
    std::string one_word = name;
    std::ranges::replace(one_word, '/', '-');
    Played played;
    for (const Meeting& meeting : scenario->meetings) {
        ++played.meetings;
        Encounter encounter(meeting);
        encounter.happen(*scenario, fmt::format("{}-{}", one_word, played.meetings));
        if (const std::string faults = encounter.faults(); !faults.empty())
            played.faults.push_back(fmt::format("{}: {}\nhandset {}, {}:\n{}", name, scenario->story,
                                                played.meetings, meeting.profile, faults));
    }
    return played;
} catch (const std::exception& error) {
    return {.faults = {fmt::format("{} was broken off: {}", file.string(), error.what())}};
}

} // namespace easprobe::scenarios
