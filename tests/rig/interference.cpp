#include "tests/rig/interference.h"

#include "client/session/drive.h"
#include "tests/rig/conversation.h"

using easprobe::test_server::TestServer;

namespace easprobe::writing {

transport::HttpsOptions https_to(const TestServer& server, std::chrono::milliseconds deadline)
{
    const Run run = run_against(server);
    transport::HttpsOptions https;
    https.target = run.target;
    https.resolve = run.resolve;
    https.deadline = std::chrono::steady_clock::now() + deadline;
    return https;
}

Evidence with(const TestServer& server, Between between, const std::string& user)
{
    Run run = run_against(server);
    run.account.user = user;
    run.options.write = true;
    run.options.mark = "1a2b3c";
    run.options.invitation_from = "bob@example.test";
    run.options.clock = run.circumstances.handset_clock;
    Evidence evidence;
    evidence.target = run.target;
    evidence.circumstances = run.circumstances;
    transport::HttpsOverCurl channel(
        https_to(server, std::chrono::seconds(60)), conversation::handset().hello,
        [](const auto&) { return true; },
        std::make_shared<const transport::Credentials>(std::move(*run.credentials)));
    Interferes interferes(channel, std::move(between));
    session::HandsetSession session(conversation::handset(), run.target, run.account, run.options);
    session::drive(session, interferes, evidence);
    return evidence;
}

} // namespace easprobe::writing
