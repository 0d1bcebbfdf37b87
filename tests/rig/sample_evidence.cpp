#include "tests/rig/sample_evidence.h"

#include "client/evidence/redaction.h"
#include "protocol/text/hex.h"
#include "protocol/wbxml/encoder.h"
#include "protocol/wbxml/xml_text.h"

#include <doctest/doctest.h>

namespace easprobe::samples {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view base = "/Microsoft-Server-ActiveSync?User=alice&DeviceId=0123456789ABCDEF&"
                                  "DeviceType=PocketPC";

const auto noon = std::chrono::sys_days{std::chrono::year{2008} / 6 / 1} + 12h;

Exchange exchange(int number, std::string_view method, std::string_view command)
{
    Exchange exchange;
    exchange.number = number;
    exchange.request.method = method;
    exchange.request.target = base;
    if (!command.empty())
        exchange.request.target += "&Cmd=" + std::string(command);
    exchange.url = "https://eas.example.test:8443" + exchange.request.target;
    exchange.request.headers = {{"Authorization", std::string(http::removed_credentials)},
                                {"MS-ASProtocolVersion", "12.1"}};
    exchange.started = noon + number * 1s;
    exchange.duration = std::chrono::milliseconds(number * 10 + 1);
    return exchange;
}

void put_body(Exchange& exchange, std::string body)
{
    exchange.request.headers.push_back({"Content-Type", "application/vnd.ms-sync.wbxml"});
    exchange.request.body = std::move(body);
}

http::Response answer(int status, std::string reason, std::string body)
{
    return {status,
            std::move(reason),
            {{"Content-Type", "application/vnd.ms-sync.wbxml"}, {"X-Banner", "caf\xE9 \x80"}},
            std::move(body)};
}

TransportFailure cut_short()
{
    TransportFailure failure;
    failure.kind = TransportFailure::Kind::CutShort;
    failure.detail = "closed after \xFF bytes";
    failure.partial = answer(200, "OK", std::string("\x03\x01\x6A\x00\x00\xFF", 6));
    return failure;
}

Connection connection()
{
    Connection connection;
    connection.name_resolved = true;
    connection.connected = true;
    connection.address = "192.0.2.7";
    connection.handshake_completed = true;
    connection.tls_version = "TLSv1";
    connection.cipher_suite = "AES128-SHA";
    connection.first_bytes = std::string("\x16\x03\x01\x00\x2A", 5);
    connection.alert = 40;
    connection.chain = {std::string("\x30\x03\x02\x01\x00", 5), "second"};
    connection.failure = TransportFailure{TransportFailure::Kind::TlsFailed, "an alert", {}};
    return connection;
}

std::vector<HelloProbe> hellos()
{
    HelloProbe own;
    own.name = hello_names::handset;
    own.hello.suites = {0x0004, 0x0005};
    own.hello.random.fill(0x5A);
    own.received = std::string("\x15\x03\x01\x00\x02\x02\x46", 7);
    own.flight = tls::read_server_flight(own.received);
    own.duration = 3ms;
    HelloProbe other;
    other.name = hello_names::today;
    other.hello.record_version = 0x0300;
    other.hello.version = 0x0303;
    other.hello.sslv2_format = true;
    other.hello.server_name = "eas.\xC4.test";
    other.hello.modern_extensions = true;
    other.received = std::string("\x16\x03\x03\xFF", 4);
    other.flight = tls::read_server_flight(other.received);
    other.failure = TransportFailure{TransportFailure::Kind::CutShort, "closed", {}};
    return {own, other};
}

Circumstances circumstances()
{
    Circumstances circumstances;
    circumstances.same_network = true;
    circumstances.press_on = true;
    circumstances.write = true;
    circumstances.ping = false;
    circumstances.until = Phase::Sync;
    circumstances.handset_clock = noon + 5s;
    circumstances.login = "EX\xC4MPLE\\alice";
    circumstances.installed_roots = {std::string("\x30\x00root", 6)};
    circumstances.installed_intermediates = {"intermediate", "another"};
    circumstances.replaced_roots = ReplacedRoots{"my-phone.xml", {"a root"}};
    return circumstances;
}

} // namespace

std::string folder_sync_request()
{
    return *from_hex("03016A000007565203300001 01");
}

std::string wbxml_of(std::string_view xml)
{
    const auto document = wbxml::read_xml_text(xml);
    REQUIRE(document.has_value());
    auto bytes = wbxml::encode(*document);
    REQUIRE(bytes.has_value());
    return std::move(*bytes);
}

Evidence full_evidence()
{
    Evidence evidence;
    evidence.target = {"eas.example.test", 8443, "/mobile"};
    evidence.profile = "wm61-professional";
    evidence.started = noon + 7ms;
    evidence.duration = 1930ms;
    evidence.tls_library = "OpenSSL 3.0.0";
    evidence.legacy_tls = true;
    evidence.circumstances = circumstances();
    evidence.hellos = hellos();
    evidence.connection = connection();
    evidence.ending = {Ending::Kind::Blocked, Phase::Sync, "the server cut the answer short"};
    evidence.version = eas::ProtocolVersion::V12_1;
    evidence.left_behind = {"the contact \"easprobe 1a2b\": no time was left to remove it"};

    Exchange options = exchange(1, "OPTIONS", "");
    options.ended = answer(200, "O\xCB", "");
    Exchange folders = exchange(2, "POST", "FolderSync");
    put_body(folders, folder_sync_request());
    folders.ended =
        answer(200, "OK",
               wbxml_of("<FolderSync xmlns=\"FolderHierarchy\"><Status>1</Status><SyncKey>1</SyncKey>"
                        "<Changes><Count>0</Count></Changes></FolderSync>"));
    Exchange sync = exchange(3, "POST", "Sync");
    put_body(sync, wbxml_of("<Sync xmlns=\"AirSync\"/>"));
    sync.ended = cut_short();
    Exchange ping = exchange(4, "POST", "Ping");
    ping.ended = HeldOpen{60s};
    Exchange probe = exchange(5, "OPTIONS", "");
    probe.purpose = Purpose::Probe;
    probe.probe = Probe::AnonymousOptions;
    probe.ended = answer(200, "OK", "not WBXML at all \xFE");
    Exchange errand = exchange(6, "POST", "SendMail");
    errand.purpose = Purpose::Errand;
    errand.step = ErrandStep::MailSend;
    errand.ended = answer(200, "OK", "");
    evidence.exchanges = {options, folders, sync, ping, probe, errand};
    for (Exchange& each : evidence.exchanges) {
        interpret(each);
        redact(each);
    }
    return evidence;
}

} // namespace easprobe::samples
