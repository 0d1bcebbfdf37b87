// Checks of phase folder-sync that no scenario of the test server provokes.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;
using eas::Command;

TEST_CASE("a ServerId with an escape, a long one or an empty one cannot stand in an address")
{
    CHECK(outcome("folder-sync.server-ids-plain", healthy()) == "passed");
    for (const std::string& id : {std::string("mail%2Finbox"), std::string(65, 'a'), std::string()}) {
        Evidence evidence = healthy();
        Exchange& answered = conversation::nth(evidence, Command::FolderSync, 2);
        pugi::xml_document reply = conversation::reply_of(answered);
        pugi::xml_node folder = reply.document_element().child("Changes").child("Add").child("ServerId");
        REQUIRE(folder);
        folder.text().set(id.c_str());
        conversation::answer_with(answered, reply);
        CHECK(outcome("folder-sync.server-ids-plain", evidence) == "degraded");
    }
}
