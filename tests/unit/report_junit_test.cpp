// The report as JUnit XML, for build servers.
#include "client/report/report.h"
#include "protocol/text/utf8.h"
#include "tests/rig/sample_report.h"

#include <doctest/doctest.h>
#include <pugixml.hpp>

using namespace easprobe;

namespace {

pugi::xml_document parsed(const std::string& text)
{
    pugi::xml_document document;
    REQUIRE(document.load_string(text.c_str()).status == pugi::status_ok);
    return document;
}

std::vector<pugi::xml_node> cases_of(const pugi::xml_document& document)
{
    const auto range = document.child("testsuites").child("testsuite").children("testcase");
    return {range.begin(), range.end()};
}

std::string attribute(pugi::xml_node node, const char* name)
{
    return node.attribute(name).value();
}

} // namespace

TEST_CASE("JUnit has a suite a report and a case a check, and counts them")
{
    const auto document =
        parsed(report::to_junit({samples::report_of_everything(), samples::report_of_everything()}));
    const auto suites = document.child("testsuites").children("testsuite");
    CHECK(std::distance(suites.begin(), suites.end()) == 2);
    for (const pugi::xml_node suite : suites) {
        CHECK(attribute(suite, "name") == "wm61-professional with eas.example.test");
        CHECK(attribute(suite, "tests") == "8");
        CHECK(attribute(suite, "failures") == "3");
        CHECK(attribute(suite, "errors") == "1");
        CHECK(attribute(suite, "skipped") == "2");
        CHECK(attribute(suite, "time") == "1.930");
        const auto cases = suite.children("testcase");
        CHECK(std::distance(cases.begin(), cases.end()) == 8);
        const pugi::xml_node verdict = suite.child("properties").child("property");
        CHECK(attribute(verdict, "name") == "verdict");
        CHECK(attribute(verdict, "value") == "would-not-sync");
    }
}

TEST_CASE("what keeps the handset from syncing well is a failure, advice is not")
{
    const auto document = parsed(report::to_junit({samples::report_of_everything()}));
    const auto cases = cases_of(document);
    REQUIRE(cases.size() == 8);
    CHECK(attribute(cases[1], "classname") == "wm61-professional.trust");
    CHECK(attribute(cases[1], "name") == "trust.degraded");
    CHECK(attribute(cases[1].child("failure"), "type") == "degraded");
    CHECK(attribute(cases[1].child("failure"), "message") == "a key of 4096 bits");
    CHECK(std::string(cases[1].child_value("failure")) ==
          "seen: a key of 4096 bits\nexpected: at most 2048\nremedy: Mend it.\n");
    CHECK_FALSE(cases[2].child("failure"));
    CHECK(std::string(cases[2].child_value("system-out")) ==
          "advice\nseen: 28 days left\nexpected: 30 or more\nremedy: Mend it.\n");
    CHECK(attribute(cases[3].child("failure"), "type") == "blocker");
    CHECK_FALSE(cases[4].first_child());
    CHECK(attribute(cases[5].child("skipped"), "message") == "nothing asks for it");
    CHECK(attribute(cases[6].child("skipped"), "message") == "it stopped before");
    CHECK(attribute(cases[7].child("error"), "message") == "a rule was thrown");
}

TEST_CASE("server text in JUnit is text that XML can hold, and no markup")
{
    const std::string text = report::to_junit({samples::report_of_everything()});
    CHECK(is_xml_text(text));
    const auto document = parsed(text);
    const pugi::xml_node failure = cases_of(document).at(0).child("failure");
    CHECK(attribute(failure, "message") ==
          "a banner \\x1B[31m\\xFF</failure>]]>\\uFFFE \"quoted\"\\x0D\\x0A");
    CHECK(std::string(failure.child_value()) ==
          "seen: a banner \\x1B[31m\\xFF</failure>]]>\\uFFFE \"quoted\"\\x0D\\x0A\nexpected: none\n"
          "remedy: Take it away.\n");
}
