#include "client/evidence/recording.h"

#include "client/evidence/outsize.h"
#include "client/evidence/proxy_capture.h"
#include "client/evidence/recording_text.h"
#include "client/evidence/recording_times.h"
#include "client/evidence/redaction.h"
#include "protocol/eas/version.h"
#include "protocol/text/base64.h"
#include "protocol/text/hex.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

namespace easprobe {

namespace {

using Json = nlohmann::json;

/// Thrown inside of this file alone.
struct Refused {
    RecordingError error;
};

[[noreturn]] void refuse(std::string where, std::string what)
{
    throw Refused{{std::move(where), std::move(what)}};
}

/// A value of the document and where it stands.
class Place {
  public:
    Place(const Json& json, std::string path) : json_(json), path_(std::move(path)) {}

    bool has(const char* name) const
    {
        return json_.is_object() && json_.contains(name) && !json_[name].is_null();
    }

    Place operator[](const char* name) const
    {
        if (!has(name))
            refuse(path_, fmt::format("has no '{}'", name));
        return {json_[name], path_ + "." + name};
    }

    std::vector<Place> items() const
    {
        if (!json_.is_array())
            refuse(path_, "is no array");
        std::vector<Place> places;
        for (std::size_t i = 0; i < json_.size(); ++i)
            places.emplace_back(json_[i], fmt::format("{}[{}]", path_, i));
        return places;
    }

    std::string text() const
    {
        if (!json_.is_string())
            refuse(path_, "is no string");
        return json_.get<std::string>();
    }

    std::int64_t number(std::int64_t least, std::int64_t most) const
    {
        if (!json_.is_number())
            refuse(path_, "is no number");
        const double value = json_.get<double>();
        if (!(value >= static_cast<double>(least) && value <= static_cast<double>(most)))
            refuse(path_, fmt::format("is not between {} and {}", least, most));
        return static_cast<std::int64_t>(value);
    }

    bool truth() const
    {
        if (!json_.is_boolean())
            refuse(path_, "is neither true nor false");
        return json_.get<bool>();
    }

    std::string base64() const
    {
        auto bytes = base64_decode(text());
        if (!bytes)
            refuse(path_, "is not base64");
        return std::move(*bytes);
    }

    std::string text_of(const char* name) const { return has(name) ? (*this)[name].text() : std::string(); }

    /// Text that may have been no Unicode: then its bytes stand beside it, under the name with a `_`.
    std::string bytes_of(const char* name) const
    {
        const std::string beside = std::string("_") + name;
        return has(beside.c_str()) ? (*this)[beside.c_str()].base64() : text_of(name);
    }

    [[noreturn]] void reject(std::string what) const { refuse(path_, std::move(what)); }

  private:
    const Json& json_;
    std::string path_;
};

constexpr std::int64_t longest_milliseconds = 1000LL * 60 * 60 * 24 * 365;

http::Headers headers_at(const Place& place)
{
    http::Headers headers;
    for (const Place& header : place.items())
        headers.push_back({header.bytes_of("name"), header.bytes_of("value")});
    return headers;
}

std::string body_at(const Place& place, const http::Headers& headers)
{
    if (!place.has("text"))
        return {};
    if (place.text_of("encoding") == "base64")
        return place["text"].base64();
    const std::string type = http::media_type(headers);
    const bool binary = type.starts_with("application/vnd.ms-sync");
    return binary ? bytes_of_characters(place["text"].text()) : place["text"].text();
}

http::Response response_at(const Place& place)
{
    http::Response response;
    // Proxies write 0 or -1 where there was no response.
    response.status = std::max(0, static_cast<int>(place["status"].number(-1, 999)));
    response.reason = place.bytes_of("statusText");
    response.headers = headers_at(place["headers"]);
    if (place.has("content"))
        response.body = body_at(place["content"], response.headers);
    return response;
}

TransportFailure failure_at(const Place& place)
{
    using Kind = TransportFailure::Kind;
    const std::string word = place["kind"].text();
    for (const Kind kind :
         {Kind::NameNotResolved, Kind::ConnectionRefused, Kind::Unreachable, Kind::TlsFailed,
          Kind::CertificateRefused, Kind::Closed, Kind::CutShort, Kind::TimedOut, Kind::DeadlineReached,
          Kind::Interrupted, Kind::TooLarge, Kind::NotHttp, Kind::Other})
        if (to_string(kind) == word)
            return {kind, place.bytes_of("detail"), {}};
    place.reject("has an unknown kind: " + printable(word, 40));
}

std::chrono::sys_time<Milliseconds> time_at(const Place& place)
{
    const auto time = parse_recorded(place.text());
    if (!time)
        place.reject("is no date and time");
    return *time;
}

std::variant<http::Response, TransportFailure, HeldOpen> ended_at(const Place& own, http::Response response)
{
    if (own.has("held"))
        return HeldOpen{Milliseconds(own["held"].number(0, longest_milliseconds))};
    if (!own.has("failure"))
        return response;
    TransportFailure failure = failure_at(own["failure"]);
    failure.partial = std::move(response);
    return failure;
}

enum class WrittenBy { Us, Somebody };

Exchange exchange_at(const Place& place, WrittenBy writer)
{
    Exchange exchange;
    const Place request = place["request"];
    exchange.request.method = request["method"].text();
    exchange.url = request["url"].text();
    exchange.request.target =
        request.has("_target") ? request["_target"].text() : request_target_of(exchange.url);
    exchange.request.headers = headers_at(request["headers"]);
    if (request.has("postData"))
        exchange.request.body = body_at(request["postData"], exchange.request.headers);
    exchange.started = time_at(place["startedDateTime"]);
    // -1 is how HAR says that it does not know.
    exchange.duration =
        Milliseconds(std::max<std::int64_t>(0, place["time"].number(-1, longest_milliseconds)));
    http::Response response = response_at(place["response"]);
    if (writer == WrittenBy::Us) {
        const Place own = place["_easprobe"];
        exchange.purpose = parse_purpose(own["purpose"].text()).value_or(Purpose::Handset);
        const std::string name = own.text_of("probe");
        if (exchange.purpose == Purpose::Errand)
            exchange.step = parse_errand_step(name);
        if (exchange.purpose == Purpose::Probe)
            exchange.probe = parse_probe(name);
        exchange.ended = ended_at(own, std::move(response));
    } else if (response.status == 0) {
        exchange.ended = TransportFailure{TransportFailure::Kind::Closed, "no response was recorded", {}};
    } else {
        exchange.ended = std::move(response);
    }
    interpret(exchange);
    redact(exchange);
    return exchange;
}

std::vector<std::string> certificates_at(const Place& place)
{
    std::vector<std::string> ders;
    for (const Place& item : place.items())
        ders.push_back(item.base64());
    return ders;
}

HelloProbe hello_at(const Place& place)
{
    constexpr std::int64_t largest = 0xffff;
    HelloProbe probe;
    probe.name = place["name"].text();
    probe.hello.record_version = static_cast<std::uint16_t>(place["record_version"].number(0, largest));
    probe.hello.version = static_cast<std::uint16_t>(place["version"].number(0, largest));
    for (const Place& suite : place["suites"].items())
        probe.hello.suites.push_back(static_cast<std::uint16_t>(suite.number(0, largest)));
    const auto random = from_hex(place["random"].text());
    if (!random || random->size() != probe.hello.random.size())
        place["random"].reject("is not 32 bytes in hexadecimal");
    std::ranges::copy(*random, probe.hello.random.begin());
    probe.hello.sslv2_format = place["sslv2_format"].truth();
    probe.hello.modern_extensions = place["modern_extensions"].truth();
    probe.hello.server_name = place.bytes_of("server_name");
    probe.received = place["received"].base64();
    probe.flight = tls::read_server_flight(probe.received);
    probe.duration = Milliseconds(place["milliseconds"].number(0, longest_milliseconds));
    if (place.has("failure"))
        probe.failure = failure_at(place["failure"]);
    return probe;
}

Connection connection_at(const Place& place)
{
    Connection connection;
    connection.name_resolved = place["name_resolved"].truth();
    connection.connected = place["connected"].truth();
    connection.address = place.text_of("address");
    connection.handshake_completed = place["handshake_completed"].truth();
    connection.tls_version = place.text_of("version");
    connection.cipher_suite = place.text_of("cipher_suite");
    const auto first_bytes = from_hex(place.text_of("first_bytes"));
    if (!first_bytes)
        place["first_bytes"].reject("is not hexadecimal");
    connection.first_bytes = *first_bytes;
    if (place.has("alert"))
        connection.alert = static_cast<int>(place["alert"].number(0, 255));
    connection.chain = certificates_at(place["chain"]);
    if (place.has("failure"))
        connection.failure = failure_at(place["failure"]);
    return connection;
}

Discovery discovery_at(const Place& place)
{
    constexpr std::int64_t most_exchanges = 1'000'000;
    Discovery discovery;
    discovery.address = place.bytes_of("address");
    discovery.url = place.bytes_of("url");
    for (const Place& step : place["steps"].items())
        discovery.steps.push_back(
            {static_cast<int>(step["exchange"].number(1, most_exchanges)), connection_at(step["tls"])});
    return discovery;
}

std::optional<Phase> phase_at(const Place& place, const char* name)
{
    if (!place.has(name))
        return std::nullopt;
    const auto phase = parse_phase(place[name].text());
    if (!phase)
        place[name].reject("is no phase");
    return phase;
}

Circumstances circumstances_at(const Place& place)
{
    Circumstances circumstances;
    circumstances.same_network = place["same_network"].truth();
    circumstances.press_on = place["press_on"].truth();
    circumstances.write = place["write"].truth();
    circumstances.ping = place["ping"].truth();
    circumstances.until = phase_at(place, "until");
    circumstances.handset_clock = std::chrono::floor<std::chrono::seconds>(time_at(place["handset_clock"]));
    circumstances.login = place.bytes_of("login");
    circumstances.installed_roots = certificates_at(place["installed_roots"]);
    circumstances.installed_intermediates = certificates_at(place["installed_intermediates"]);
    if (place.has("replaced_roots")) {
        const Place roots = place["replaced_roots"];
        circumstances.replaced_roots =
            ReplacedRoots{roots.bytes_of("name"), certificates_at(roots["certificates"])};
    }
    return circumstances;
}

Ending ending_at(const Place& place)
{
    Ending ending;
    const std::string word = place["kind"].text();
    const auto kind = parse_ending(word);
    if (!kind)
        place.reject("has an unknown kind: " + printable(word, 40));
    ending.kind = *kind;
    ending.phase = phase_at(place, "phase");
    ending.reason = place.text_of("reason");
    return ending;
}

void read_own(const Place& place, Evidence& evidence)
{
    evidence.profile = place["profile"].text();
    const Place target = place["target"];
    evidence.target.host = target["host"].text();
    evidence.target.port = static_cast<std::uint16_t>(target["port"].number(1, 65535));
    evidence.target.path = target["path"].text();
    evidence.started = time_at(place["started"]);
    evidence.duration = Milliseconds(place["milliseconds"].number(0, longest_milliseconds));
    evidence.tls_library = place.text_of("tls_library");
    evidence.legacy_tls = place["legacy_tls"].truth();
    if (place.has("version")) {
        evidence.version = eas::parse_version(place["version"].text());
        if (!evidence.version)
            place["version"].reject("is no version of ActiveSync that a handset speaks");
    }
    evidence.circumstances = circumstances_at(place["circumstances"]);
    if (place.has("discovery"))
        evidence.discovery = discovery_at(place["discovery"]);
    evidence.ending = ending_at(place["ending"]);
    if (place.has("left_behind"))
        for (const Place& item : place["left_behind"].items())
            evidence.left_behind.push_back(item.text());
}

Evidence read(std::string_view har)
{
    if (auto error = find_outsize(har))
        throw Refused{std::move(*error)};
    Json json;
    try {
        json = Json::parse(har);
    } catch (const Json::parse_error& error) {
        refuse(fmt::format("byte {}", error.byte), "this is not JSON");
    }
    const Place log = Place(json, "the document")["log"];
    const WrittenBy writer = log.has("_easprobe") ? WrittenBy::Us : WrittenBy::Somebody;
    std::vector<Exchange> exchanges;
    for (const Place& entry : log["entries"].items())
        exchanges.push_back(exchange_at(entry, writer));
    Evidence evidence;
    if (writer == WrittenBy::Us) {
        read_own(log["_easprobe"], evidence);
        evidence.connection = connection_at(log["_tls"]);
        if (log["_tls"].has("hellos"))
            for (const Place& hello : log["_tls"]["hellos"].items())
                evidence.hellos.push_back(hello_at(hello));
        evidence.exchanges = std::move(exchanges);
    } else {
        auto captured = evidence_of_capture(std::move(exchanges));
        if (!captured)
            refuse("log.entries", "none of them is a request to /Microsoft-Server-ActiveSync");
        evidence = std::move(*captured);
    }
    int number = 0;
    for (Exchange& exchange : evidence.exchanges)
        exchange.number = ++number;
    return evidence;
}

} // namespace

std::string to_string(const RecordingError& error)
{
    return fmt::format("{}: {}", error.where, error.what);
}

tl::expected<Evidence, RecordingError> read_recording(std::string_view har)
try {
    return read(har);
} catch (const Refused& refused) {
    return tl::unexpected(refused.error);
} catch (const Json::exception& error) {
    return tl::unexpected(RecordingError{"the document", printable(error.what(), 200)});
}

} // namespace easprobe
