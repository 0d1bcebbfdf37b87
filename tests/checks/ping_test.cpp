// Checks of phase ping that no scenario of the test server provokes.
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using conversation::healthy;
using conversation::outcome;
using eas::Command;

TEST_CASE("a Ping that a gateway ends after a while was cut there, one that it answers at once is refused")
{
    Evidence evidence = conversation::healthy();
    for (Exchange& exchange : evidence.exchanges)
        if (exchange.command == Command::Ping) {
            http::Response response;
            response.status = 504;
            exchange.ended = std::move(response);
            exchange.duration = std::chrono::seconds(1200);
        }
    CHECK(conversation::outcome("ping.held", evidence) == "degraded");
    CHECK(conversation::outcome("ping.accepted", evidence) != "degraded");
    for (Exchange& exchange : evidence.exchanges)
        if (exchange.command == Command::Ping)
            exchange.duration = std::chrono::seconds(9);
    CHECK(conversation::outcome("ping.held", evidence) != "degraded");
    CHECK(conversation::outcome("ping.accepted", evidence) == "degraded");
}

TEST_CASE("a Ping that wakes the phone for nothing is a loss")
{
    Evidence evidence = healthy();
    CHECK(outcome("ping.wakes", evidence) == "passed");
    int ping = 0;
    for (Exchange& exchange : evidence.exchanges) {
        if (exchange.command == Command::Ping)
            ping = exchange.number;
        if (ping == 0 || exchange.command != Command::Sync || exchange.purpose == Purpose::Probe)
            continue;
        pugi::xml_document reply = conversation::reply_of(exchange);
        reply.document_element().child("Collections").child("Collection").remove_child("Commands");
        conversation::answer_with(exchange, reply);
    }
    CHECK(outcome("ping.wakes", evidence) == "degraded");
}
