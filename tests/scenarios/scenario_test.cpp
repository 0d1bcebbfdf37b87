// Every scenario file: the server it describes is started, each of its handsets meets it, and what easprobe
// says must be exactly what the file says; once live, and once more from the recording.
#include "client/easprobe.h"
#include "client/transport/tls_library.h"
#include "client/verdict/verdict.h"
#include "protocol/text/base64.h"
#include "tests/oracle/libwbxml_agreement.h"
#include "tools/eas-test-server/play/scenario.h"
#include "tools/eas-test-server/play/scenario_files.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <mutex>
#include <thread>

using namespace easprobe;
using namespace easprobe::test_server;

namespace {

const std::filesystem::path source = EASPROBE_SOURCE_DIR;

std::vector<std::filesystem::path> files_in_order()
{
    auto files = scenario_files(source / "tests/scenarios");
    // The suite begins and ends with the healthy server, so that a broken rig is not taken for a detected
    // fault.
    const auto healthy = std::ranges::find(files, source / "tests/scenarios/healthy/healthy.scenario.xml");
    REQUIRE(healthy != files.end());
    std::rotate(files.begin(), healthy, healthy + 1);
    files.push_back(files.front());
    return files;
}

const HandsetProfile& profile_named(const std::string& name)
{
    static std::mutex mutex;
    static std::map<std::string, HandsetProfile> profiles;
    const std::lock_guard lock(mutex);
    const auto known = profiles.find(name);
    if (known != profiles.end())
        return known->second;
    auto profile = read_profile(source / "emulator-profiles/handsets" / (name + ".xml"));
    REQUIRE_MESSAGE(profile.has_value(), (profile ? "" : to_string(profile.error())));
    return profiles.emplace(name, std::move(*profile)).first->second;
}

/// Delivers a mail as soon as a Ping waits for one.
class Postman {
  public:
    explicit Postman(TestServer& server) : thread_([this, &server] { run(server); }) {}
    ~Postman()
    {
        {
            const std::lock_guard lock(mutex_);
            stopped_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }
    Postman(const Postman&) = delete;
    Postman& operator=(const Postman&) = delete;

  private:
    void run(TestServer& server)
    {
        std::unique_lock lock(mutex_);
        // The first Ping is turned away for its short heartbeat, and the next one comes at once.
        while (!stopped_ && std::ranges::count(server.log().requests(), "Ping", &LoggedRequest::word) == 0)
            changed_.wait_for(lock, std::chrono::milliseconds(20));
        changed_.wait_for(lock, std::chrono::milliseconds(200));
        server.deliver("alice", {"bob@example.test", "alice@example.test", "While you wait", "A text."});
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopped_ = false;
    std::thread thread_;
};

/// No word of the program's own texts, so that it can be looked for in them.
constexpr const char* right_password = "Zq7-correct-horse";
constexpr const char* wrong_password = "Zq7-wrong-horse";

std::string password_of(const Meeting& meeting)
{
    return meeting.password_right ? right_password : wrong_password;
}

Run run_for(const Meeting& meeting, const TestServer& server)
{
    Run run;
    run.target.host = "eas.example.test";
    run.target.port = server.port();
    run.resolve.push_back(fmt::format("eas.example.test:{}:127.0.0.1", server.port()));
    run.address = meeting.address;
    run.search_ports = {server.port(), server.http_port()};
    for (const char* host : {"example.test", "autodiscover.example.test", "other.example.test"})
        for (const std::uint16_t port : {server.port(), server.http_port()})
            run.resolve.push_back(fmt::format("{}:{}:127.0.0.1", host, port));
    run.account = session::parse_account(meeting.login, "");
    run.credentials.emplace(session::basic_user(run.account), password_of(meeting));
    run.deadline = meeting.deadline;
    run.circumstances.press_on = meeting.press_on;
    run.circumstances.ping = meeting.ping;
    run.circumstances.write = meeting.write;
    run.circumstances.handset_clock =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    if (meeting.root_installed) {
        const auto roots = x509::read_certificates(server.certificates().root);
        REQUIRE(roots.has_value());
        run.circumstances.installed_roots.push_back(roots->front().der);
    }
    run.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    run.options.own_device_id = true;
    run.options.pinned_version = meeting.pinned_version;
    run.options.press_on = meeting.press_on;
    run.options.ping = meeting.ping;
    run.options.heartbeat = meeting.heartbeat;
    run.options.invitation_from = meeting.invitation_from;
    return run;
}

std::vector<std::string> findings_of(const report::Report& report)
{
    std::vector<std::string> findings;
    for (const checks::Result& result : report.results) {
        if (result.finding() != nullptr)
            findings.push_back(fmt::format("{} {}", to_string(result.severity()), result.check->id));
        if (const auto* broken = std::get_if<checks::Broken>(&result.outcome))
            findings.push_back(fmt::format("broken {}: {}", result.check->id, broken->what));
    }
    std::ranges::sort(findings);
    return findings;
}

/// Where the file says so: the code that the phone shows for a finding, and words of what was observed.
void expect_particulars(const Meeting& meeting, const report::Report& report)
{
    for (const checks::Result& result : report.results) {
        const std::string id(result.check->id);
        const checks::Finding* finding = result.finding();
        if (finding == nullptr)
            continue;
        if (const auto code = meeting.support_codes.find(id); code != meeting.support_codes.end())
            CHECK((finding->support_code.empty() ? "none" : finding->support_code) == code->second);
        if (const auto saying = meeting.sayings.find(id); saying != meeting.sayings.end())
            CHECK_MESSAGE(finding->observed.find(saying->second) != std::string::npos, finding->observed);
    }
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

void expect(const Meeting& meeting, const report::Report& report)
{
    expect_particulars(meeting, report);
    auto wanted = meeting.findings;
    std::ranges::sort(wanted);
    CHECK_MESSAGE(findings_of(report) == wanted,
                  fmt::format("found: {}", fmt::join(findings_of(report), ", ")));
    CHECK(to_string(report.verdict.outcome) == meeting.outcome);
    CHECK((report.verdict.stopped_at ? to_string(*report.verdict.stopped_at) : "") == meeting.stopped_at);
    CHECK_FALSE(report.verdict.sentence.empty());
    // The text's first three lines answer three questions, whatever happened.
    const std::string text = report::to_text({report}, report::Colour::Never, report::Detail::Normal);
    CHECK(text.starts_with(report.verdict.sentence + "\nWhy: "));
    CHECK(text.find(password_of(meeting)) == std::string::npos);
    CHECK_MESSAGE(ends_sentences_once(text), text);
}

void expect_agreement(const wbxml::Decoded& ours, std::string_view bytes)
{
    const auto differences = oracle::disagreements(ours, bytes);
    CHECK_MESSAGE(differences.empty(), fmt::format("{}", fmt::join(differences, "\n")));
}

void expect_bodies_agree(const Evidence& evidence)
{
    for (const Exchange& exchange : evidence.exchanges) {
        CAPTURE(exchange.number);
        if (exchange.request_body && *exchange.request_body)
            expect_agreement(***exchange.request_body, exchange.request.body);
        const http::Response* response = exchange.response();
        if (response != nullptr && exchange.response_body && *exchange.response_body)
            expect_agreement(***exchange.response_body, response->body);
    }
}

/// For other programs that look at the bodies: into the folder that EASPROBE_RECORDINGS names, if any.
void keep_recording(const std::string& recording, const std::string& name)
{
    if (const char* const folder = std::getenv("EASPROBE_RECORDINGS"))
        std::ofstream(std::filesystem::path(folder) / (name + ".har"), std::ios::binary) << recording;
}

void meet(const Scenario& scenario, const Meeting& meeting, std::size_t handset, std::string name)
{
    ServerSettings settings = scenario.server;
    settings.users.front().password = right_password;
    auto server = TestServer::start(std::move(settings));
    REQUIRE_MESSAGE(server.has_value(), (server ? "" : server.error()));
    const HandsetProfile& profile = profile_named(meeting.profile);
    std::optional<Postman> postman;
    if (meeting.mail_comes)
        postman.emplace(**server);
    const std::string mailbox = (*server)->mailbox_of("alice");
    const Evidence evidence = emulate(profile, run_for(meeting, **server));
    postman.reset();
    // Nothing is changed without --write, and with it everything is put back, unless the report says
    // otherwise.
    const auto left = std::ranges::count_if(meeting.findings, [](const std::string& finding) {
        return finding.ends_with(" sync.mailbox-left-as-found");
    });
    CHECK(evidence.left_behind.empty() == (left == 0));
    if (left == 0 && !meeting.mail_comes)
        CHECK((*server)->mailbox_of("alice") == mailbox);
    expect(meeting, report::make_report(evidence, profile));
    expect_bodies_agree(evidence);

    const std::string recording = write_recording(evidence);
    std::ranges::replace(name, '/', '-');
    keep_recording(recording, fmt::format("{}-{}", name, handset));
    CHECK(recording.find(password_of(meeting)) == std::string::npos);
    CHECK(recording.find(base64_encode(meeting.login + ":" + password_of(meeting))) == std::string::npos);
    const auto again = read_recording(recording);
    REQUIRE_MESSAGE(again.has_value(), (again ? "" : to_string(again.error())));
    expect(meeting, report::make_report(*again, profile));
    CHECK(write_recording(*again) == recording);

    CHECK_MESSAGE((*server)->unused_faults().empty(), "a fault of the scenario never struck");
}

bool plays_old_windows(TlsOffer offer)
{
    return offer == TlsOffer::Windows2003 || offer == TlsOffer::Windows2008;
}

} // namespace

namespace {

/// The scenarios wait most of their time: several go on beside one another.
class SideBySide {
  public:
    explicit SideBySide(std::vector<std::filesystem::path> files) : files_(std::move(files)) {}

    /// The first and the last stand alone. Returns how many meetings there were.
    std::size_t run()
    {
        constexpr int threads = 6;
        play(files_.front());
        std::vector<std::thread> running;
        for (int i = 0; i < threads; ++i)
            running.emplace_back([this] { work(); });
        for (std::thread& thread : running)
            thread.join();
        play(files_.back());
        return meetings_;
    }

  private:
    void work()
    {
        for (std::size_t next = next_++; next + 1 < files_.size(); next = next_++)
            try {
                play(files_[next]);
            } catch (...) {
                FAIL_CHECK("the scenario in " << files_[next].string() << " was broken off");
            }
    }

    void play(const std::filesystem::path& file)
    {
        const auto scenario = read_scenario(file);
        REQUIRE_MESSAGE(scenario.has_value(), (scenario ? "" : to_string(scenario.error())));
        const std::string name = scenario_name(source / "tests/scenarios", file);
        CAPTURE(name);
        if (plays_old_windows(scenario->server.tls) && !transport::tls_library_is_legacy()) {
            MESSAGE("skipped: this build's TLS library has no SSL 3.0, RC4 and 3DES");
            return;
        }
        for (std::size_t i = 0; i < scenario->meetings.size(); ++i) {
            const std::size_t handset = i + 1;
            CAPTURE(handset);
            meet(*scenario, scenario->meetings[i], handset, name);
            ++meetings_;
        }
    }

    std::vector<std::filesystem::path> files_;
    std::atomic<std::size_t> next_{1};
    std::atomic<std::size_t> meetings_{0};
};

} // namespace

TEST_CASE("every scenario ends as its file says, live and from its recording")
{
    CHECK(SideBySide(files_in_order()).run() > 50);
}
