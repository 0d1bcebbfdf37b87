// The words of a scenario: the schema allows those that the program knows, and a fault stands where it can
// strike.
#include "tests/rig/source_dir.h"
#include "tools/eas-test-server/play/scenario.h"

#include <algorithm>
#include <doctest/doctest.h>
#include <pugixml.hpp>

using namespace easprobe;
using namespace easprobe::test_server;

namespace {

std::string refusal_of(const std::string& fault)
{
    const auto scenario = parse_scenario(
        "<scenario xmlns=\"urn:easprobe:scenario:1\"><story>A story.</story>"
        "<server persona=\"exchange-2007-sp1\">" +
            fault + "</server><handset profile=\"wm61-professional\" outcome=\"would-sync\"/></scenario>",
        "x.xml");
    return scenario ? "" : to_string(scenario.error());
}

} // namespace

TEST_CASE("the schema of scenarios has the words that the program knows, and no other")
{
    pugi::xml_document schema;
    REQUIRE(schema.load_file((rig::source_dir() / "tests/scenarios/scenario.xsd").c_str()));
    for (const AttributeWords& known : scenario_words()) {
        const std::string attribute(known.attribute);
        CAPTURE(attribute);
        const pugi::xml_node type =
            schema.document_element().find_child_by_attribute("xs:simpleType", "name", attribute.c_str());
        std::vector<std::string> allowed;
        for (const pugi::xml_node word : type.child("xs:restriction").children("xs:enumeration"))
            allowed.emplace_back(word.attribute("value").value());
        std::ranges::sort(allowed);
        std::vector<std::string> words = known.words;
        std::ranges::sort(words);
        CHECK(words.size() > 1);
        CHECK(allowed == words);
    }
}

TEST_CASE("every fault says where it strikes and what the server does")
{
    for (const FaultWord& fault : fault_words()) {
        CAPTURE(fault.word);
        CHECK_FALSE(fault.meaning.empty());
        CHECK(parse_fault(fault.word) == fault.fault);
        CHECK(can_strike(fault.fault, "hello") == (fault.strikes == "hello"));
        CHECK(can_strike(fault.fault, "any") == (fault.strikes != "hello"));
    }
    CHECK(can_strike(Fault::Status, "OPTIONS"));
    CHECK(can_strike(Fault::Repeat449, "Ping"));
    CHECK_FALSE(can_strike(Fault::Repeat449, "OPTIONS"));
    CHECK(can_strike(Fault::LoseOriginal, "SmartReply"));
    CHECK_FALSE(can_strike(Fault::BadTimeZone, "SmartReply"));
    CHECK_FALSE(can_strike(Fault::EasStatus, "Folder"));
}

TEST_CASE("a fault that could never strike is refused")
{
    CHECK(refusal_of("<fault on=\"Sync\" do=\"bad-time-zone\"/>").empty());
    CHECK(refusal_of("<fault on=\"Ping\" do=\"bad-time-zone\"/>") ==
          "x.xml:1: fault/@on: bad-time-zone never strikes Ping");
    CHECK(refusal_of("<fault on=\"hello\" do=\"status\"/>") ==
          "x.xml:1: fault/@on: status never strikes hello");
    CHECK(refusal_of("<fault on=\"Snyc\" do=\"status\"/>").find("'Snyc' is no request that a phone makes") !=
          std::string::npos);
}
