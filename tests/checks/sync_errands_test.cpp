// With --write the mailbox is the same before and after, wherever the run breaks off.
#include "tests/rig/conversation.h"
#include "tests/rig/writing_run.h"

#include <algorithm>
#include <atomic>
#include <doctest/doctest.h>

using namespace easprobe;
using namespace easprobe::writing;
using test_server::Fault;

namespace {

constexpr ErrandStep all_steps[] = {ErrandStep::SettingsDeviceInformation,
                                    ErrandStep::SettingsOutOfOffice,
                                    ErrandStep::SearchAddressList,
                                    ErrandStep::FolderCreate,
                                    ErrandStep::MailSend,
                                    ErrandStep::MailArrive,
                                    ErrandStep::MailMarkRead,
                                    ErrandStep::MailLook,
                                    ErrandStep::ReplySend,
                                    ErrandStep::ReplyArrive,
                                    ErrandStep::ForwardSend,
                                    ErrandStep::ForwardArrive,
                                    ErrandStep::InvitationSend,
                                    ErrandStep::InvitationArrive,
                                    ErrandStep::InvitationAccept,
                                    ErrandStep::InvitationEvent,
                                    ErrandStep::InvitationGone,
                                    ErrandStep::MailMove,
                                    ErrandStep::ReplyMove,
                                    ErrandStep::FolderOpen,
                                    ErrandStep::MailArriveInFolder,
                                    ErrandStep::MailDelete,
                                    ErrandStep::ReplyDelete,
                                    ErrandStep::FolderReopen,
                                    ErrandStep::FolderLook,
                                    ErrandStep::FolderRename,
                                    ErrandStep::ContactAdd,
                                    ErrandStep::ContactChange,
                                    ErrandStep::ContactLook,
                                    ErrandStep::ContactDelete,
                                    ErrandStep::ContactGone,
                                    ErrandStep::EventAdd,
                                    ErrandStep::EventChange,
                                    ErrandStep::EventDelete,
                                    ErrandStep::TaskAdd,
                                    ErrandStep::TaskChange,
                                    ErrandStep::TaskDelete};

} // namespace

TEST_CASE("a run with --write that is interrupted after any of its steps leaves the mailbox as it found it")
{
    for (const ErrandStep step : all_steps) {
        CAPTURE(to_string(step));
        const auto server = start();
        const std::string before = server->mailbox_of("alice");
        std::atomic<bool> interrupted = false;
        Run run = run_against(*server);
        run.options.invitation_from = "bob@example.test";
        run.interrupted = [&] { return interrupted.load(); };
        run.watcher = [&](const Exchange& exchange) { interrupted = interrupted || exchange.step == step; };
        const Evidence evidence = emulate(conversation::handset(), std::move(run));
        CHECK(has_step(evidence, step));
        CHECK(evidence.ending.kind == Ending::Kind::Interrupted);
        CHECK(evidence.left_behind.empty());
        CHECK(server->mailbox_of("alice") == before);
        CHECK(std::ranges::none_of(evidence.exchanges, [](const Exchange& exchange) {
            return exchange.purpose == Purpose::Probe && exchange.response() != nullptr;
        }));
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
    run.options.heartbeat = std::chrono::seconds(1);
    Evidence evidence = emulate(conversation::handset(), std::move(run));
    CHECK(conversation::outcome("ping.wakes", evidence) == "passed");
    for (Exchange& exchange : evidence.exchanges)
        if (exchange.step == ErrandStep::MailWait)
            exchange.ended = HeldOpen{std::chrono::milliseconds(1000)};
    for (Exchange& exchange : evidence.exchanges)
        interpret(exchange);
    CHECK(conversation::outcome("ping.wakes", evidence) == "degraded");
}
