// Checks of phase options that no scenario of the test server provokes.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;

TEST_CASE("OPTIONS that is cut short cannot be read")
{
    Evidence evidence = healthy();
    CHECK(outcome("options.reply-readable", evidence) == "passed");
    evidence.exchanges.resize(1);
    conversation::answer_with(evidence.exchanges.front(), TransportFailure::Kind::CutShort);
    CHECK(outcome("options.reply-readable", evidence) == "blocker");
}

TEST_CASE("a command that the handset needs must be among those the server names")
{
    Evidence evidence = healthy();
    CHECK(outcome("options.commands-present", evidence) == "passed");
    auto& response = std::get<http::Response>(evidence.exchanges.front().ended);
    for (http::Header& header : response.headers)
        if (header.name == "MS-ASProtocolCommands")
            header.value = "Sync,FolderSync,Provision,Ping";
    CHECK(outcome("options.commands-present", evidence) == "blocker");
}
