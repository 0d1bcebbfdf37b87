// A recording is the conversation again: written, read, and refused where it is none.
#include "client/evidence/recording.h"

#include "client/report/report.h"
#include "protocol/text/base64.h"
#include "protocol/wbxml/xml_text.h"
#include "tests/rig/handsets.h"
#include "tests/rig/sample_evidence.h"

#include <doctest/doctest.h>
#include <filesystem>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

using namespace easprobe;
using Json = nlohmann::json;

namespace {

Evidence read_back(const std::string& har)
{
    auto evidence = read_recording(har);
    REQUIRE_MESSAGE(evidence.has_value(), (evidence ? "" : to_string(evidence.error())));
    return std::move(*evidence);
}

std::string refused(const std::string& har)
{
    const auto evidence = read_recording(har);
    return evidence ? "accepted" : to_string(evidence.error());
}

void check_same(const http::Headers& one, const http::Headers& other)
{
    REQUIRE(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
        CHECK(one[i].name == other[i].name);
        CHECK(one[i].value == other[i].value);
    }
}

void check_same(const http::Response& one, const http::Response& other)
{
    CHECK(one.status == other.status);
    CHECK(one.reason == other.reason);
    check_same(one.headers, other.headers);
    CHECK(one.body == other.body);
}

void check_same(const TransportFailure& one, const TransportFailure& other)
{
    CHECK(one.kind == other.kind);
    CHECK(one.detail == other.detail);
    check_same(one.partial, other.partial);
}

void check_same(const std::optional<DecodedBody>& one, const std::optional<DecodedBody>& other)
{
    REQUIRE(one.has_value() == other.has_value());
    if (!one)
        return;
    REQUIRE(one->has_value() == other->has_value());
    if (*one)
        CHECK(wbxml::to_xml_text((**one)->document) == wbxml::to_xml_text((**other)->document));
    else
        CHECK(one->error().offset == other->error().offset);
}

void check_same(const Exchange& one, const Exchange& other)
{
    CHECK(one.number == other.number);
    CHECK(one.purpose == other.purpose);
    CHECK(one.step == other.step);
    CHECK(one.probe == other.probe);
    CHECK(one.command == other.command);
    CHECK(one.url == other.url);
    CHECK(one.request.method == other.request.method);
    CHECK(one.request.target == other.request.target);
    check_same(one.request.headers, other.request.headers);
    CHECK(one.request.body == other.request.body);
    CHECK(one.started == other.started);
    CHECK(one.duration == other.duration);
    check_same(one.request_body, other.request_body);
    check_same(one.response_body, other.response_body);
    REQUIRE(one.ended.index() == other.ended.index());
    if (const http::Response* response = one.response())
        check_same(*response, *other.response());
    else if (const TransportFailure* failure = one.failure())
        check_same(*failure, *other.failure());
    else
        CHECK(std::get<HeldOpen>(one.ended).held == std::get<HeldOpen>(other.ended).held);
}

void check_same(const Connection& one, const Connection& other)
{
    CHECK(one.name_resolved == other.name_resolved);
    CHECK(one.connected == other.connected);
    CHECK(one.address == other.address);
    CHECK(one.handshake_completed == other.handshake_completed);
    CHECK(one.tls_version == other.tls_version);
    CHECK(one.cipher_suite == other.cipher_suite);
    CHECK(one.first_bytes == other.first_bytes);
    CHECK(one.alert == other.alert);
    CHECK(one.chain == other.chain);
    REQUIRE(one.failure.has_value() == other.failure.has_value());
    if (one.failure)
        check_same(*one.failure, *other.failure);
}

void check_same(const HelloProbe& one, const HelloProbe& other)
{
    CHECK(one.name == other.name);
    CHECK(one.hello.record_version == other.hello.record_version);
    CHECK(one.hello.version == other.hello.version);
    CHECK(one.hello.suites == other.hello.suites);
    CHECK(one.hello.random == other.hello.random);
    CHECK(one.hello.sslv2_format == other.hello.sslv2_format);
    CHECK(one.hello.server_name == other.hello.server_name);
    CHECK(one.hello.modern_extensions == other.hello.modern_extensions);
    CHECK(one.received == other.received);
    CHECK(one.answered() == other.answered());
    CHECK(one.duration == other.duration);
    REQUIRE(one.failure.has_value() == other.failure.has_value());
    if (one.failure)
        check_same(*one.failure, *other.failure);
}

void check_same(const Circumstances& one, const Circumstances& other)
{
    CHECK(one.same_network == other.same_network);
    CHECK(one.press_on == other.press_on);
    CHECK(one.write == other.write);
    CHECK(one.ping == other.ping);
    CHECK(one.until == other.until);
    CHECK(one.handset_clock == other.handset_clock);
    CHECK(one.login == other.login);
    CHECK(one.installed_roots == other.installed_roots);
    CHECK(one.installed_intermediates == other.installed_intermediates);
    CHECK(one.replaced_roots == other.replaced_roots);
}

/// The recording of full_evidence() with one place of it changed.
std::string changed(const char* pointer, const Json& value)
{
    Json json = Json::parse(write_recording(samples::full_evidence()));
    json[Json::json_pointer(pointer)] = value;
    return json.dump();
}

} // namespace

TEST_CASE("a recording gives back everything the evidence held")
{
    const Evidence written = samples::full_evidence();
    const Evidence read = read_back(write_recording(written));
    CHECK(read.target.host == written.target.host);
    CHECK(read.target.port == written.target.port);
    CHECK(read.target.path == written.target.path);
    CHECK(read.profile == written.profile);
    CHECK(read.started == written.started);
    CHECK(read.duration == written.duration);
    CHECK(read.tls_library == written.tls_library);
    CHECK(read.legacy_tls == written.legacy_tls);
    CHECK(read.version == written.version);
    CHECK(read.ending.kind == written.ending.kind);
    CHECK(read.ending.phase == written.ending.phase);
    CHECK(read.ending.reason == written.ending.reason);
    CHECK(read.left_behind == written.left_behind);
    check_same(read.circumstances, written.circumstances);
    check_same(read.connection, written.connection);
    REQUIRE(read.hellos.size() == written.hellos.size());
    for (std::size_t i = 0; i < written.hellos.size(); ++i)
        check_same(read.hellos[i], written.hellos[i]);
    REQUIRE(read.exchanges.size() == written.exchanges.size());
    for (std::size_t i = 0; i < written.exchanges.size(); ++i)
        check_same(read.exchanges[i], written.exchanges[i]);
    CHECK(write_recording(read) == write_recording(written));
}

TEST_CASE("a recording gives back how the server was looked for")
{
    Evidence written = samples::full_evidence();
    written.discovery = Discovery{"al\xC9@example.test", {{1, written.connection}, {2, {}}}, "https://\xC9/"};
    const Evidence read = read_back(write_recording(written));
    REQUIRE(read.discovery.has_value());
    CHECK(read.discovery->address == written.discovery->address);
    CHECK(read.discovery->url == written.discovery->url);
    REQUIRE(read.discovery->steps.size() == 2);
    CHECK(read.discovery->steps[0].exchange == 1);
    CHECK(read.discovery->steps[1].exchange == 2);
    check_same(read.discovery->steps[0].connection, written.connection);
    check_same(read.discovery->steps[1].connection, Connection{});
    CHECK_FALSE(read_back(write_recording(samples::full_evidence())).discovery.has_value());
}

TEST_CASE("every way an exchange or a run can end has its word in a recording")
{
    using Kind = TransportFailure::Kind;
    for (int kind = 0; kind <= static_cast<int>(Kind::Other); ++kind) {
        Evidence evidence = samples::full_evidence();
        evidence.exchanges[2].ended = TransportFailure{static_cast<Kind>(kind), "", {}};
        CHECK(read_back(write_recording(evidence)).exchanges[2].failure()->kind == static_cast<Kind>(kind));
    }
    for (const auto kind : {Ending::Kind::Complete, Ending::Kind::Blocked, Ending::Kind::StoppedAsAsked,
                            Ending::Kind::DeadlineReached, Ending::Kind::Interrupted}) {
        Evidence evidence = samples::full_evidence();
        evidence.ending = {kind, std::nullopt, ""};
        CHECK(read_back(write_recording(evidence)).ending.kind == kind);
    }
}

TEST_CASE("a recording is judged like the conversation it is of, by any handset")
{
    const Evidence live = samples::full_evidence();
    const Evidence recorded = read_back(write_recording(live));
    for (const char* name : {"wm61-professional", "wm6-standard"}) {
        const HandsetProfile& profile = rig::handset(name);
        CHECK(report::to_json({report::make_report(live, profile)}) ==
              report::to_json({report::make_report(recorded, profile)}));
    }
}

TEST_CASE("a recording is HAR 1.2 with bodies as base64 and their XML beside them")
{
    const Json log = Json::parse(write_recording(samples::full_evidence()))["log"];
    CHECK(log["version"] == "1.2");
    CHECK(log["creator"]["name"] == "easprobe");
    REQUIRE(log["entries"].size() == 6);
    // What HAR 1.2 requires of each entry.
    for (const Json& entry : log["entries"]) {
        for (const char* name : {"startedDateTime", "time", "request", "response", "cache", "timings"})
            CHECK(entry.contains(name));
        for (const char* name :
             {"method", "url", "httpVersion", "cookies", "headers", "queryString", "headersSize", "bodySize"})
            CHECK(entry["request"].contains(name));
        for (const char* name : {"status", "statusText", "httpVersion", "cookies", "headers", "content",
                                 "redirectURL", "headersSize", "bodySize"})
            CHECK(entry["response"].contains(name));
    }
    const Json& folders = log["entries"][1];
    CHECK(folders["startedDateTime"] == "2008-06-01T12:00:02.000Z");
    CHECK(folders["request"]["postData"]["text"] == base64_encode(samples::folder_sync_request()));
    CHECK(folders["request"]["postData"]["encoding"] == "base64");
    CHECK(folders["request"]["postData"]["_wbxml"].get<std::string>().find("<SyncKey>0</SyncKey>") !=
          std::string::npos);
    CHECK(folders["response"]["content"]["_wbxml"].get<std::string>().find("<Status>1</Status>") !=
          std::string::npos);
    CHECK(log["_tls"]["alert"] == 40);
    CHECK(log["_tls"]["chain"][0] == "MAMCAQA=");
    // What is no Unicode is shown harmlessly and kept beside.
    CHECK(folders["response"]["headers"][1]["value"] == "caf\\xE9 \\x80");
    CHECK(folders["response"]["headers"][1]["_value"] == base64_encode("caf\xE9 \x80"));
}

TEST_CASE("a recording that cannot be read says where and why")
{
    CHECK(refused("") == "byte 1: this is not JSON");
    CHECK(refused("{\"log\":") == "byte 8: this is not JSON");
    CHECK(refused("[]") == "the document: has no 'log'");
    CHECK(refused("{\"log\":{}}") == "the document.log: has no 'entries'");
    CHECK(refused("{\"log\":{\"entries\":{}}}") == "the document.log.entries: is no array");
    CHECK(refused("{\"log\":{\"entries\":[]}}") ==
          "log.entries: none of them is a request to /Microsoft-Server-ActiveSync");
    CHECK(refused(changed("/log/entries/1/request/url", 7)) ==
          "the document.log.entries[1].request.url: is no string");
    CHECK(refused(changed("/log/entries/1/request/postData/text", "=A")) ==
          "the document.log.entries[1].request.postData.text: is not base64");
    CHECK(refused(changed("/log/entries/2/_easprobe/failure/kind", "bored")) ==
          "the document.log.entries[2]._easprobe.failure: has an unknown kind: bored");
    CHECK(refused(changed("/log/entries/0/startedDateTime", "yesterday")) ==
          "the document.log.entries[0].startedDateTime: is no date and time");
    CHECK(refused(changed("/log/entries/0/time", 1e300)) ==
          "the document.log.entries[0].time: is not between -1 and 31536000000");
    CHECK(refused(changed("/log/entries/0/response/status", 1000)) ==
          "the document.log.entries[0].response.status: is not between -1 and 999");
    CHECK(refused(changed("/log/_tls/first_bytes", "xyz")) ==
          "the document.log._tls.first_bytes: is not hexadecimal");
    CHECK(refused(changed("/log/_tls/connected", "yes")) ==
          "the document.log._tls.connected: is neither true nor false");
    CHECK(refused(changed("/log/_easprobe/target/port", 65536)) ==
          "the document.log._easprobe.target.port: is not between 1 and 65535");
    CHECK(refused(changed("/log/_easprobe/version", "14.1")) ==
          "the document.log._easprobe.version: is no version of ActiveSync that a handset speaks");
    CHECK(refused(changed("/log/_easprobe/ending/phase", "lunch")) ==
          "the document.log._easprobe.ending.phase: is no phase");
}

TEST_CASE("a recording made to exhaust its reader is refused before it is parsed")
{
    CHECK(refused(std::string(65, '[')) == "byte 64: nested more than 64 deep");
    CHECK(refused("{\"[[[[\":" + std::string(64, '[')) == "byte 71: nested more than 64 deep");
    std::string many = "[0";
    for (int i = 0; i < 2'000'001; ++i)
        many += ",0";
    CHECK(refused(many) == "byte 4000000: more than 2000000 values");
}

TEST_CASE("a recording cut off anywhere is refused")
{
    const std::string whole = write_recording(samples::full_evidence());
    const std::size_t document_end = whole.rfind('}') + 1;
    for (std::size_t length = 0; length < document_end; length += 7)
        CHECK_FALSE(read_recording(whole.substr(0, length)).has_value());
}
