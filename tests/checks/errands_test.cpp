// With --write the mailbox is the same before and after, wherever the run breaks off.
#include "client/easprobe.h"
#include "client/transport/https_over_curl.h"
#include "tests/checks/conversation.h"
#include "tools/eas-test-server/test_server.h"

#include <algorithm>
#include <atomic>
#include <doctest/doctest.h>
#include <fmt/format.h>
#include <memory>

using namespace easprobe;
using test_server::Fault;
using test_server::TestServer;

namespace {

constexpr const char* all_steps[] = {"settings.device-information",
                                     "settings.out-of-office",
                                     "search.address-list",
                                     "folder.create",
                                     "mail.send",
                                     "mail.arrive",
                                     "mail.mark-read",
                                     "mail.look",
                                     "reply.send",
                                     "reply.arrive",
                                     "mail.move",
                                     "reply.move",
                                     "folder.open",
                                     "mail.arrive-in-folder",
                                     "mail.delete",
                                     "reply.delete",
                                     "folder.reopen",
                                     "folder.look",
                                     "folder.rename",
                                     "contact.add",
                                     "contact.change",
                                     "contact.look",
                                     "contact.delete",
                                     "contact.gone",
                                     "event.add",
                                     "event.change",
                                     "event.delete",
                                     "task.add",
                                     "task.change",
                                     "task.delete"};

std::unique_ptr<TestServer> start(std::vector<test_server::FaultRule> faults = {})
{
    test_server::ServerSettings settings;
    settings.faults = std::move(faults);
    auto server = TestServer::start(std::move(settings));
    REQUIRE(server.has_value());
    return std::move(*server);
}

Run run_against(const TestServer& server)
{
    Run run;
    run.target = {"eas.example.test", server.port()};
    run.resolve.push_back(fmt::format("eas.example.test:{}:127.0.0.1", server.port()));
    run.account = {"alice", "EXAMPLE"};
    run.credentials.emplace("EXAMPLE\\alice", "password");
    run.circumstances.handset_clock =
        std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    run.circumstances.installed_roots.push_back(
        x509::read_certificates(server.certificates().root)->front().der);
    run.circumstances.ping = false;
    run.circumstances.write = true;
    run.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    run.options.ping = false;
    return run;
}

bool has_step(const Evidence& evidence, std::string_view step)
{
    return std::ranges::any_of(evidence.exchanges,
                               [&](const Exchange& exchange) { return exchange.probe == step; });
}

/// Passes everything on, and loses the answer to one step: the server has carried it out.
class LosesAnswer final : public transport::Transport {
  public:
    LosesAnswer(transport::Transport& real, std::string step) : real_(real), step_(std::move(step)) {}

    Exchange perform(const transport::Sending& sending) override
    {
        Exchange exchange = real_.perform(sending);
        if (sending.probe == step_ && !lost_) {
            lost_ = true;
            exchange.ended = TransportFailure{TransportFailure::Kind::CutShort, "cut", {}};
        }
        return exchange;
    }
    const Connection& connection() const override { return real_.connection(); }

  private:
    transport::Transport& real_;
    std::string step_;
    bool lost_ = false;
};

Evidence with_answer_lost(const TestServer& server, const std::string& step)
{
    Run run = run_against(server);
    run.options.write = true;
    run.options.mark = "1a2b3c";
    run.options.clock = run.circumstances.handset_clock;
    Evidence evidence;
    evidence.target = run.target;
    evidence.circumstances = run.circumstances;
    transport::HttpsOptions https;
    https.target = run.target;
    https.resolve = run.resolve;
    https.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    transport::HttpsOverCurl channel(
        std::move(https), conversation::handset().hello, [](const auto&) { return true; },
        std::make_shared<const transport::Credentials>(std::move(*run.credentials)));
    LosesAnswer lossy(channel, step);
    session::HandsetSession session(conversation::handset(), run.target, run.account, run.options);
    session::drive(session, lossy, evidence);
    return evidence;
}

} // namespace

TEST_CASE("a run with --write that is interrupted after any of its steps leaves the mailbox as it found it")
{
    for (const std::string step : all_steps) {
        CAPTURE(step);
        const auto server = start();
        const std::string before = server->mailbox_of("alice");
        std::atomic<bool> interrupted = false;
        Run run = run_against(*server);
        run.interrupted = [&] { return interrupted.load(); };
        run.watcher = [&](const Exchange& exchange) { interrupted = interrupted || exchange.probe == step; };
        const Evidence evidence = emulate(conversation::handset(), std::move(run));
        CHECK(has_step(evidence, step));
        CHECK(evidence.ending.kind == Ending::Kind::Interrupted);
        CHECK(evidence.left_behind.empty());
        CHECK(server->mailbox_of("alice") == before);
        CHECK_FALSE(has_step(evidence, "anonymous-options"));
    }
}

TEST_CASE("a step whose answer is lost leaves nothing behind, although the server has carried it out")
{
    for (const std::string step :
         {"folder.create", "mail.send", "mail.mark-read", "reply.send", "mail.move", "reply.move",
          "mail.delete", "folder.rename", "folder.delete", "contact.add", "event.change", "task.delete"}) {
        CAPTURE(step);
        const auto server = start();
        const std::string before = server->mailbox_of("alice");
        const Evidence evidence = with_answer_lost(*server, step);
        CHECK(has_step(evidence, step));
        CHECK(evidence.left_behind == std::vector<std::string>{});
        CHECK(server->mailbox_of("alice") == before);
    }
}

TEST_CASE("what could not be cleared away is named, and so it is after a recording")
{
    test_server::FaultRule rule;
    rule.request = "Sync";
    rule.fault = Fault::IgnoreDelete;
    const auto server = start({rule});
    Run run = run_against(*server);
    run.options.mark = "1a2b3c";
    const Evidence evidence = emulate(conversation::handset(), std::move(run));
    const std::vector<std::string> named = {
        "the contact \"easprobe 1a2b3c\": the server says that it deletes it, and still has it",
        "the event \"easprobe 1a2b3c\": the server says that it deletes it, and still has it",
        "the task \"easprobe 1a2b3c\": the server says that it deletes it, and still has it"};
    CHECK(evidence.left_behind == named);
    const auto again = read_recording(write_recording(evidence));
    REQUIRE(again.has_value());
    CHECK(again->left_behind == named);
    CHECK(conversation::outcome("sync.mailbox-left-as-found", evidence) == "advice");
}

TEST_CASE("without --write nothing is sent that changes the mailbox, and no check judges it")
{
    const Evidence evidence = conversation::healthy();
    for (const Exchange& exchange : evidence.exchanges)
        if (exchange.purpose == Purpose::Errand)
            CHECK((exchange.command == eas::Command::Settings || exchange.command == eas::Command::Search));
    CHECK(conversation::outcome("sync.global-address-list", evidence) == "passed");
    CHECK(conversation::outcome("sync.out-of-office", evidence) == "passed");
    CHECK(conversation::outcome("sync.device-information-taken", evidence) == "passed");
    for (const char* const id : {"sync.mail-goes-out", "sync.mail-comes-back", "sync.changes-accepted",
                                 "sync.items-two-way", "sync.folders-two-way", "sync.mailbox-left-as-found"})
        CHECK(conversation::outcome(id, evidence) == "not-applicable");
}

TEST_CASE("with --write each check has something to say of what went both ways")
{
    const auto server = start();
    const Evidence evidence = emulate(conversation::handset(), run_against(*server));
    for (const char* const id : {"sync.mail-goes-out", "sync.mail-comes-back", "sync.changes-accepted",
                                 "sync.items-two-way", "sync.folders-two-way", "sync.mailbox-left-as-found"})
        CHECK(conversation::outcome(id, evidence) == "passed");
}

TEST_CASE("a mail to oneself that comes in and does not wake the Ping is a finding")
{
    const auto server = start();
    Run run = run_against(*server);
    run.circumstances.ping = true;
    run.options.ping = true;
    run.options.heartbeat = std::chrono::seconds(1);
    Evidence evidence = emulate(conversation::handset(), std::move(run));
    CHECK(conversation::outcome("ping.wakes", evidence) == "passed");
    for (Exchange& exchange : evidence.exchanges)
        if (exchange.probe == "mail.wait")
            exchange.ended = HeldOpen{std::chrono::milliseconds(1000)};
    for (Exchange& exchange : evidence.exchanges)
        interpret(exchange);
    CHECK(conversation::outcome("ping.wakes", evidence) == "degraded");
}
