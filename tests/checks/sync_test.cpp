// Checks of phase sync that no scenario of the test server provokes.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;
using eas::Command;

TEST_CASE("an answer to Sync that is cut or empty at 2.5 cannot be read")
{
    Evidence evidence = healthy(eas::ProtocolVersion::V2_5);
    CHECK(outcome("sync.reply-readable", evidence) == "passed");
    conversation::answer_with(conversation::nth(evidence, Command::Sync, 2),
                              TransportFailure::Kind::CutShort);
    CHECK(outcome("sync.reply-readable", evidence) == "blocker");
}
