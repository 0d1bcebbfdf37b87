// Captures in the forms that proxies write, as `replay` meets them.
#include "client/evidence/recording.h"
#include "protocol/text/base64.h"
#include "tests/rig/sample_evidence.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace easprobe;
using Json = nlohmann::json;

namespace {

constexpr const char* plain_url = "https://Mail.Example.test/Microsoft-Server-ActiveSync"
                                  "?User=EXAMPLE%5Calice&DeviceId=0123&DeviceType=PocketPC&Cmd=FolderSync";

Json entry(const char* url, const char* started)
{
    return {{"startedDateTime", started},
            {"time", 120.5},
            {"request",
             {{"method", "POST"},
              {"url", url},
              {"headers",
               {{{"name", "Authorization"}, {"value", "Basic YWxpY2U6c2VjcmV0"}},
                {{"name", "MS-ASProtocolVersion"}, {"value", "12.0"}},
                {{"name", "Content-Type"}, {"value", "application/vnd.ms-sync.wbxml"}}}}}},
            {"response",
             {{"status", 200},
              {"statusText", "OK"},
              {"headers", Json::array({{{"name", "Set-Cookie"}, {"value", "session=1234"}}})},
              {"content", {{"size", 0}, {"mimeType", "text/html"}, {"text", ""}}}}}};
}

Evidence read_capture(const Json& entries)
{
    const Json har = {
        {"log",
         {{"version", "1.2"}, {"creator", {{"name", "a proxy"}, {"version", "9"}}}, {"entries", entries}}}};
    auto evidence = read_recording(har.dump());
    REQUIRE_MESSAGE(evidence.has_value(), (evidence ? "" : to_string(evidence.error())));
    return std::move(*evidence);
}

} // namespace

TEST_CASE("of a proxy's capture the conversation with the first ActiveSync server is kept")
{
    const Evidence evidence = read_capture(
        {entry("https://www.example.test/news", "2009-03-01T10:00:00Z"),
         entry(plain_url, "2009-03-01T11:00:01.5+01:00"),
         entry("https://mail.example.test/owa/", "2009-03-01T10:00:02Z"),
         entry("https://other.example.test/Microsoft-Server-ActiveSync?Cmd=Sync", "2009-03-01T10:00:03Z"),
         entry("https://mail.example.test/Microsoft-Server-ActiveSync-Old?Cmd=Sync", "2009-03-01T10:00:03Z"),
         entry("https://mail.example.test/Microsoft-Server-ActiveSync?Cmd=Ping", "2009-03-01T10:00:04Z")});
    REQUIRE(evidence.exchanges.size() == 2);
    CHECK(evidence.exchanges[0].number == 1);
    CHECK(evidence.exchanges[0].command == eas::Command::FolderSync);
    CHECK(evidence.exchanges[0].purpose == Purpose::Handset);
    CHECK(evidence.exchanges[1].number == 2);
    CHECK(evidence.exchanges[1].command == eas::Command::Ping);
    CHECK(evidence.target.host == "mail.example.test");
    CHECK(evidence.target.port == 443);
    CHECK(evidence.target.path == "/Microsoft-Server-ActiveSync");
    CHECK(evidence.version == eas::ProtocolVersion::V12_0);
    CHECK(evidence.circumstances.login == "EXAMPLE\\alice");
    CHECK(evidence.started == evidence.exchanges[0].started);
    CHECK(evidence.duration == Milliseconds(2620));
    CHECK(evidence.connection.connected);
    CHECK(evidence.connection.handshake_completed);
    CHECK(evidence.connection.chain.empty());
    CHECK(evidence.profile.empty());
    CHECK(evidence.ending.kind == Ending::Kind::Complete);
}

TEST_CASE("no credentials of a capture get past its reader")
{
    Json with_user = entry("https://alice:secret@mail.example.test:8443/Microsoft-Server-ActiveSync?Cmd=Sync",
                           "2009-03-01T10:00:00Z");
    with_user["request"]["headers"].push_back({{"name", "cookie"}, {"value", "session=1234"}});
    const Evidence evidence = read_capture(Json::array({with_user}));
    const Exchange& exchange = evidence.exchanges.at(0);
    CHECK(exchange.url == "https://mail.example.test:8443/Microsoft-Server-ActiveSync?Cmd=Sync");
    CHECK(*http::find(exchange.request.headers, "Authorization") == http::removed_credentials);
    CHECK(*http::find(exchange.request.headers, "Cookie") == "(removed)");
    CHECK(*http::find(exchange.response()->headers, "Set-Cookie") == "(removed)");
    CHECK(evidence.target.host == "mail.example.test");
    CHECK(evidence.target.port == 8443);
}

TEST_CASE("bodies of a capture are read as base64, or as text with one character a byte")
{
    const std::string body = samples::wbxml_of(
        "<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>caf\xC3\xA9</SyncKey>"
        "</FolderSync>");
    Json base64 = entry(plain_url, "2009-03-01T10:00:00Z");
    base64["response"]["content"] = {{"text", base64_encode(body)}, {"encoding", "base64"}};
    std::string characters;
    for (const char byte : body) {
        const auto value = static_cast<unsigned char>(byte);
        if (value >= 0x80) {
            characters += static_cast<char>(0xC0U | value >> 6U);
            characters += static_cast<char>(0x80U | (value & 0x3FU));
        } else {
            characters += byte;
        }
    }
    Json text = entry(plain_url, "2009-03-01T10:00:01Z");
    text["response"]["headers"] =
        Json::array({{{"name", "Content-Type"}, {"value", "application/vnd.ms-sync.wbxml"}}});
    text["response"]["content"] = {{"text", characters}};
    text["request"]["postData"] = {{"mimeType", "application/vnd.ms-sync.wbxml"},
                                   {"text", samples::folder_sync_request()}};

    const Evidence evidence = read_capture({base64, text});
    REQUIRE(evidence.exchanges.size() == 2);
    for (const Exchange& exchange : evidence.exchanges) {
        CHECK(exchange.response()->body == body);
        REQUIRE(exchange.reply() != nullptr);
        CHECK(std::string(exchange.reply()->child("FolderSync").child_value("SyncKey")) == "caf\xC3\xA9");
    }
    CHECK(evidence.exchanges[1].request.body == samples::folder_sync_request());
    CHECK(evidence.exchanges[1].question() != nullptr);
}

TEST_CASE("the version of a capture may stand in the base64 query alone")
{
    // 12.1, FolderSync, en-US, a device id, no policy key, "PPC" (MS-ASHTTP 2.2.1.1.1.1).
    const std::string query = base64_encode(std::string("\x79\x09\x09\x04\x04"
                                                        "0123"
                                                        "\x00\x03PPC",
                                                        14));
    Json with_base64 = entry(("https://mail.example.test/Microsoft-Server-ActiveSync?" + query).c_str(),
                             "2009-03-01T10:00:00Z");
    with_base64["request"]["headers"] = Json::array();
    const Evidence evidence = read_capture(Json::array({with_base64}));
    CHECK(evidence.version == eas::ProtocolVersion::V12_1);
    CHECK(evidence.exchanges.at(0).command == eas::Command::FolderSync);
}

TEST_CASE("a request of a capture that was never answered is a closed connection")
{
    for (const int status : {0, -1}) {
        Json unanswered = entry(plain_url, "2009-03-01T10:00:00Z");
        unanswered["response"]["status"] = status;
        unanswered["time"] = -1;
        const Evidence evidence = read_capture(Json::array({unanswered}));
        REQUIRE(evidence.exchanges.at(0).failure() != nullptr);
        CHECK(evidence.exchanges.at(0).failure()->kind == TransportFailure::Kind::Closed);
        CHECK(evidence.exchanges.at(0).duration == Milliseconds(0));
        CHECK_FALSE(evidence.connection.connected);
        CHECK_FALSE(evidence.connection.handshake_completed);
    }
}

TEST_CASE("a capture of plain HTTP completed no handshake")
{
    const Evidence evidence = read_capture(Json::array(
        {entry("http://[2001:db8::1]/Microsoft-Server-ActiveSync?Cmd=Sync", "2009-03-01T10:00:00Z")}));
    CHECK(evidence.connection.connected);
    CHECK_FALSE(evidence.connection.handshake_completed);
    CHECK(evidence.target.host == "[2001:db8::1]");
    CHECK(evidence.target.port == 80);
}
