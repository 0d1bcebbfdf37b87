// No password and no key of a session leaves the program, wherever it stands.
#include "client/evidence/redaction.h"

#include "protocol/wbxml/encoder.h"
#include "tests/rig/sample_evidence.h"
#include "tests/rig/scripted_carrier.h"
#include "tests/rig/source_dir.h"

#include <doctest/doctest.h>
#include <filesystem>

using namespace easprobe;

namespace {

Exchange with_request_body(std::string_view command, std::string body)
{
    Exchange exchange;
    exchange.request.method = "POST";
    exchange.request.target = "/Microsoft-Server-ActiveSync?User=alice&Cmd=" + std::string(command);
    exchange.request.headers = {{"Content-Type", "application/vnd.ms-sync.wbxml"}};
    exchange.request.body = std::move(body);
    interpret(exchange);
    return exchange;
}

std::string redacted(std::string name, std::string value)
{
    Exchange exchange;
    exchange.request.headers = {{std::move(name), std::move(value)}};
    redact(exchange);
    return exchange.request.headers.at(0).value;
}

} // namespace

TEST_CASE("of credentials only their scheme is kept")
{
    CHECK(redacted("Authorization", "Basic YWxpY2U6c2VjcmV0") == http::removed_credentials);
    CHECK(redacted("authorization", "basic  YWxpY2U6c2VjcmV0") == http::removed_credentials);
    CHECK(redacted("Authorization", std::string(http::removed_credentials)) == http::removed_credentials);
    CHECK(redacted("Proxy-Authorization", "NTLM TlRMTVNTUAAB") == "NTLM (removed)");
    CHECK(redacted("Authorization", "Bearer abc.def") == "Bearer (removed)");
    CHECK(redacted("Authorization", "YWxpY2U6c2VjcmV0") == "(removed)");
    CHECK(redacted("Authorization", "alice secret") == "(removed)");
    CHECK(redacted("Cookie", "session=1234; other=5") == "(removed)");
    CHECK(redacted("SET-COOKIE", "session=1234; path=/") == "(removed)");
    CHECK(redacted("WWW-Authenticate", "Basic realm=\"mail\"") == "Basic realm=\"mail\"");
    CHECK(redacted("X-MS-PolicyKey", "3942919513") == "3942919513");
}

TEST_CASE("user and password of a URL are taken out wherever it stands")
{
    Exchange exchange;
    exchange.url = "https://alice:se/cret@eas.example.test/";
    exchange.request.target = "https://alice@eas.example.test/Microsoft-Server-ActiveSync?User=a@b";
    exchange.ended =
        http::Response{302, "Found", {{"Location", "https://EX\\alice:p@ss@other.example.test:1/x"}}, ""};
    redact(exchange);
    // A slash ends the authority, so this is a host "alice" with a port that is none: nothing is taken out.
    CHECK(exchange.url == "https://alice:se/cret@eas.example.test/");
    CHECK(exchange.request.target == "https://eas.example.test/Microsoft-Server-ActiveSync?User=a@b");
    CHECK(exchange.response()->headers.at(0).value == "https://other.example.test:1/x");
}

TEST_CASE("what arrived of an answer that was cut short is redacted too")
{
    Exchange exchange;
    TransportFailure failure;
    failure.partial.headers = {{"Set-Cookie", "session=1234"}};
    exchange.ended = failure;
    redact(exchange);
    CHECK(exchange.failure()->partial.headers.at(0).value == "(removed)");
}

TEST_CASE("the password of a Settings body is replaced, and the body stays readable")
{
    Exchange exchange = with_request_body(
        "Settings", samples::wbxml_of("<Settings xmlns=\"Settings\"><DevicePassword><Set>"
                                      "<Password>tr0ub4dor</Password></Set></DevicePassword></Settings>"));
    REQUIRE(exchange.request.body.find("tr0ub4dor") != std::string::npos);
    redact(exchange);
    CHECK(exchange.request.body.find("tr0ub4dor") == std::string::npos);
    REQUIRE(exchange.question() != nullptr);
    CHECK(std::string(exchange.question()
                          ->child("Settings")
                          .child("DevicePassword")
                          .child("Set")
                          .child_value("Password")) == "(removed)");
    CHECK(exchange.command == eas::Command::Settings);
}

TEST_CASE("passwords are replaced on every code page and in answers, as strings and as opaque data")
{
    Exchange search = with_request_body(
        "Search",
        samples::wbxml_of("<Search xmlns=\"Search\"><Store><Options><UserName>alice</UserName>"
                          "<Password xmlns:wbxml=\"urn:easprobe:wbxml:1\" wbxml:opaque=\"text\">tr0ub4dor"
                          "</Password></Options></Store></Search>"));
    REQUIRE(search.request.body.find("tr0ub4dor") != std::string::npos);
    redact(search);
    CHECK(search.request.body.find("tr0ub4dor") == std::string::npos);
    CHECK(search.request.body.find("alice") != std::string::npos);

    Exchange fetch = with_request_body("ItemOperations", "");
    fetch.ended = http::Response{
        200,
        "OK",
        {},
        samples::wbxml_of("<ItemOperations xmlns=\"ItemOperations\"><Fetch><Options>"
                          "<Password>tr0ub4dor</Password></Options></Fetch></ItemOperations>")};
    interpret(fetch);
    redact(fetch);
    CHECK(fetch.response()->body.find("tr0ub4dor") == std::string::npos);
    REQUIRE(fetch.reply() != nullptr);
}

TEST_CASE("a policy about passwords holds none and stays byte for byte")
{
    const std::string policy = samples::wbxml_of(
        "<Provision xmlns=\"Provision\"><Policies><Policy><Data><EASProvisionDoc>"
        "<DevicePasswordEnabled>1</DevicePasswordEnabled><MinDevicePasswordLength>4"
        "</MinDevicePasswordLength></EASProvisionDoc></Data></Policy></Policies></Provision>");
    Exchange exchange = with_request_body("Provision", policy);
    redact(exchange);
    CHECK(exchange.request.body == policy);
}

TEST_CASE("a body that cannot be decoded stays as evidence")
{
    Exchange exchange = with_request_body("Sync", "not WBXML");
    redact(exchange);
    CHECK(exchange.request.body == "not WBXML");
    CHECK(exchange.request.target.find("User=alice") != std::string::npos);
}

TEST_CASE("nothing secret is in the evidence of a run, nor ever shown to its watcher")
{
    const auto profile = read_profile(rig::source_dir() / "emulator-profiles/handsets/wm61-professional.xml");
    REQUIRE(profile.has_value());
    Wishes wishes;
    wishes.target.host = "alice:secret@eas.example.test";
    wishes.account = {"alice", "EXAMPLE"};
    wishes.options.device_id = "0123456789ABCDEF0123456789ABCDEF";
    int watched = 0;
    const auto check = [](const Exchange& exchange) {
        CHECK(exchange.url.find("secret") == std::string::npos);
        REQUIRE(exchange.response() != nullptr);
        CHECK(exchange.response()->headers.at(0).value == "(removed)");
    };
    Keep keep([&](const Exchange& exchange) {
        ++watched;
        check(exchange);
    });
    const auto nature = machine_time_and_chance();
    Course course(*profile, wishes, *nature, keep);
    rig::ScriptedCarrier server(*nature, [](const Exchange&) {
        return http::Response{403, "Forbidden", {{"Set-Cookie", "session=secret"}}, ""};
    });
    drive::one_at_a_time(course, server);
    REQUIRE_FALSE(keep.exchanges.empty());
    CHECK(watched == static_cast<int>(keep.exchanges.size()));
    for (const Exchange& exchange : keep.exchanges)
        check(exchange);
}
