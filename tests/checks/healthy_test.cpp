// What the healthy server gives no cause for.
#include "client/checks/catalogue.h"
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;

TEST_CASE("a healthy server gives no finding, at any version")
{
    for (const auto version :
         {eas::ProtocolVersion::V2_5, eas::ProtocolVersion::V12_0, eas::ProtocolVersion::V12_1}) {
        const Evidence evidence = healthy(version);
        for (const checks::Check* check : checks::catalogue()) {
            const std::string id(check->id);
            const std::string said = outcome(id.c_str(), evidence);
            CHECK_MESSAGE((said == "passed" || said == "not-applicable"),
                          id << " at " << eas::to_string(version) << ": " << said);
        }
    }
}
