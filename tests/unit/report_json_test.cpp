// The report as JSON, by its published contract.
#include "client/report/report.h"
#include "tests/rig/sample_report.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace easprobe;
using Json = nlohmann::ordered_json;
using Words = std::vector<std::string>;

namespace {

Words names_of(const Json& object)
{
    Words names;
    for (const auto& item : object.items())
        names.push_back(item.key());
    return names;
}

Json whole()
{
    return Json::parse(report::to_json({samples::report_of_everything()}));
}

} // namespace

TEST_CASE("the JSON report has the fields of its contract, in its order")
{
    const Json json = whole();
    CHECK(names_of(json) == Words{"schema", "tool", "target", "profile", "started", "seconds", "verdict",
                                  "current_client", "checks", "exchanges"});
    CHECK(json["current_client"] ==
          Json({{"accepts", false}, {"objections", {"it is signed with sha1WithRSA"}}}));
    CHECK(names_of(json["tool"]) == Words{"name", "version", "tls"});
    CHECK(names_of(json["tool"]["tls"]) == Words{"library", "legacy"});
    CHECK(names_of(json["verdict"]) ==
          Words{"outcome", "stopped_at", "sentence", "because", "basis", "handset_error"});
    CHECK(names_of(json["verdict"]["handset_error"]) == Words{"code", "name", "text", "source"});
    for (const Json& check : json["checks"])
        CHECK(names_of(check) == Words{"id", "title", "phase", "severity", "outcome", "observed", "expected",
                                       "remedy", "citation", "basis", "evidence", "reason"});
    for (const Json& exchange : json["exchanges"])
        CHECK(names_of(exchange) ==
              Words{"number", "phase", "command", "method", "url", "status", "seconds", "sent", "received"});
}

TEST_CASE("the JSON report says which run it is of")
{
    const Json json = whole();
    CHECK(json["schema"] == 1);
    CHECK(json["tool"] == Json::parse(R"({"name": "easprobe", "version": "1.2.3",
                                          "tls": {"library": "OpenSSL 3.0.0", "legacy": true}})"));
    CHECK(json["target"] == Json::parse(R"({"host": "eas.example.test", "port": 8443, "path": "/mobile",
                                            "address": "192.0.2.7", "tls_version": "TLSv1",
                                            "cipher_suite": "AES128-SHA", "protocol_version": "12.1"})"));
    CHECK(json["profile"] == "wm61-professional");
    CHECK(json["started"] == "2008-06-01T12:00:00Z");
    CHECK(json["seconds"] == 1.93);
    CHECK(
        json["verdict"] ==
        Json::parse(R"({"outcome": "would-not-sync", "stopped_at": "trust", "sentence": "It would not sync.",
                          "because": ["trust.blocker"], "basis": "observed",
                          "handset_error": {"code": "0x80072F0D", "name": "WININET_E_INVALID_CA", "text": "",
                                            "source": "a document"}})"));
}

TEST_CASE("the JSON report lists every check with its outcome")
{
    const Json checks = whole()["checks"];
    REQUIRE(checks.size() == 8);
    CHECK(checks[1] ==
          Json::parse(R"({"id": "trust.degraded", "title": "It is as the handset needs it", "phase": "trust",
                          "severity": "degraded", "outcome": "failed", "observed": "a key of 4096 bits",
                          "expected": "at most 2048", "remedy": "Mend it.", "citation": "MS-ASHTTP 2.2.1",
                          "basis": "inferred", "evidence": [], "reason": "a phone of the same age"})"));
    CHECK(checks[0]["remedy"] == "Take it away.");
    CHECK(checks[0]["evidence"] == Json::parse("[2, 3]"));
    CHECK(checks[0]["reason"] == nullptr);
    CHECK(checks[2]["severity"] == "advice");
    CHECK(checks[3]["severity"] == "blocker");
    CHECK(checks[4]["outcome"] == "passed");
    CHECK(checks[4]["observed"] == "all is well");
    CHECK(checks[4]["expected"] == nullptr);
    CHECK(checks[4]["evidence"] == Json::parse("[1]"));
    CHECK(checks[5]["outcome"] == "not-applicable");
    CHECK(checks[5]["observed"] == nullptr);
    CHECK(checks[5]["reason"] == "nothing asks for it");
    CHECK(checks[6]["outcome"] == "not-reached");
    CHECK(checks[6]["severity"] == "could-not-tell");
    CHECK(checks[6]["reason"] == "it stopped before");
    CHECK(checks[7]["outcome"] == "broken");
    CHECK(checks[7]["reason"] == "a rule was thrown");
}

TEST_CASE("the JSON report lists every exchange with what was sent and what arrived")
{
    const Json exchanges = whole()["exchanges"];
    REQUIRE(exchanges.size() == 6);
    CHECK(exchanges[0] ==
          Json::parse(R"({"number": 1, "phase": "options", "command": null, "method": "OPTIONS",
                          "url": "https://eas.example.test:8443/Microsoft-Server-ActiveSync?User=alice&DeviceId=0123456789ABCDEF&DeviceType=PocketPC",
                          "status": 200, "seconds": 0.011, "sent": 0, "received": 0})"));
    CHECK(exchanges[1]["command"] == "FolderSync");
    CHECK(exchanges[1]["phase"] == "folder-sync");
    CHECK(exchanges[1]["sent"] == 13);
    // Of an answer that was cut short, what had arrived; of a Ping held open, nothing.
    CHECK(exchanges[2]["status"] == 200);
    CHECK(exchanges[2]["received"] == 6);
    CHECK(exchanges[3]["status"] == nullptr);
    CHECK(exchanges[3]["received"] == 0);
}

TEST_CASE("server text in the JSON report is UTF-8 without control characters")
{
    CHECK(whole()["checks"][0]["observed"] ==
          "a banner \\x1B[31m\\xFF</failure>]]>\xEF\xBF\xBE \"quoted\"\\x0D\\x0A");
    const std::string text = report::to_json({samples::report_of_everything()});
    CHECK(text.find('\x1B') == std::string::npos);
    CHECK(text.find('\xFF') == std::string::npos);
}

TEST_CASE("several reports are the runs of one JSON document")
{
    const Json json =
        Json::parse(report::to_json({samples::report_of_everything(), samples::report_of_everything()}));
    CHECK(names_of(json) == Words{"schema", "runs"});
    CHECK(json["schema"] == 1);
    REQUIRE(json["runs"].size() == 2);
    CHECK(json["runs"][0] == whole());
    CHECK(json["runs"][1] == whole());
    // Where several were asked for, one that was seen before an interruption is still one of several.
    const Json interrupted = Json::parse(report::to_json({samples::report_of_everything()}, 2));
    CHECK(names_of(interrupted) == Words{"schema", "runs"});
    CHECK(interrupted["runs"] == Json::array({whole()}));
    CHECK(Json::parse(report::to_json({})) == Json::parse(R"({"schema": 1, "runs": []})"));
}
