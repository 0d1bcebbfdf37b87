#include "tests/rig/interference.h"

#include "tests/rig/conversation.h"

using easprobe::test_server::TestServer;

namespace easprobe::writing {

Evidence with(const TestServer& server, Between between, const std::string& user)
{
    Run run = run_against(server);
    run.account.user = user;
    run.options.mark = "1a2b3c";
    run.options.invitation_from = "bob@example.test";
    drive::Way way;
    way.resolve = run.circumstances.resolve;
    way.credentials = std::make_shared<const transport::Credentials>(std::move(*run.credentials));
    const auto nature = machine_time_and_chance();
    drive::Budget budget(*nature, std::chrono::seconds(60), {});
    Keep keep;
    Course course(conversation::handset(), std::move(run), *nature, keep);
    drive::OverCurl channel(conversation::handset().hello, course, *nature, budget, std::move(way));
    Interferes interferes(channel, std::move(between));
    drive::one_at_a_time(course, interferes);
    Evidence evidence = course.take_evidence();
    evidence.exchanges = std::move(keep.exchanges);
    return evidence;
}

} // namespace easprobe::writing
