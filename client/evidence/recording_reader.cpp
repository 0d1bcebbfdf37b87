#include "client/evidence/recording.h"

#include "client/evidence/recording_times.h"
#include "client/evidence/redaction.h"
#include "protocol/eas/request_line.h"
#include "protocol/eas/version.h"
#include "protocol/text/ascii.h"
#include "protocol/text/base64.h"
#include "protocol/text/hex.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <utility>

namespace easprobe {

namespace {

using Json = nlohmann::json;

constexpr std::size_t largest_recording = 256UL * 1024 * 1024;
constexpr int deepest = 64;
constexpr std::size_t most_entries = 100'000;

/// Thrown inside of this file alone.
struct Refused {
    RecordingError error;
};

[[noreturn]] void refuse(std::string where, std::string what)
{
    throw Refused{{std::move(where), std::move(what)}};
}

/// The parser is recursive; a document that nests deeper than any HAR is refused before it sees it.
void refuse_depth(std::string_view text)
{
    int depth = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char character = text[i];
        if (in_string) {
            i += character == '\\' ? 1 : 0;
            in_string = character != '"';
        } else if (character == '"') {
            in_string = true;
        } else if (character == '{' || character == '[') {
            if (++depth > deepest)
                refuse(fmt::format("byte {}", i), fmt::format("nested more than {} deep", deepest));
        } else if (character == '}' || character == ']') {
            --depth;
        }
    }
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
        if (json_.size() > most_entries)
            refuse(path_, fmt::format("has more than {} items", most_entries));
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
        headers.push_back({header["name"].text(), header["value"].text()});
    return headers;
}

/// Some proxies write binary bodies as text, one character a byte.
std::string bytes_of_characters(const std::string& text)
{
    std::string bytes;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80U) {
            bytes += text[i];
        } else if ((lead == 0xC2U || lead == 0xC3U) && i + 1 < text.size()) {
            bytes +=
                static_cast<char>((lead & 0x03U) << 6U | (static_cast<unsigned char>(text[++i]) & 0x3FU));
        } else {
            return text;
        }
    }
    return bytes;
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
    response.status = static_cast<int>(place["status"].number(0, 999));
    response.reason = place.text_of("statusText");
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
          Kind::TooLarge, Kind::NotHttp, Kind::Other})
        if (to_string(kind) == word)
            return {kind, place.text_of("detail"), {}};
    place.reject("has an unknown kind: " + printable(word, 40));
}

std::chrono::sys_time<Milliseconds> time_at(const Place& place)
{
    const auto time = parse_recorded(place.text());
    if (!time)
        place.reject("is no date and time");
    return *time;
}

/// Path and query of a URL.
std::string target_of(const std::string& url)
{
    const auto scheme = url.find("://");
    const auto begin = scheme == std::string::npos ? 0 : scheme + 3;
    const auto slash = url.find('/', begin);
    return slash == std::string::npos ? "/" : url.substr(slash);
}

Exchange exchange_at(const Place& place)
{
    Exchange exchange;
    const Place request = place["request"];
    exchange.request.method = request["method"].text();
    exchange.url = request["url"].text();
    exchange.request.target = request.has("_target") ? request["_target"].text() : target_of(exchange.url);
    exchange.request.headers = headers_at(request["headers"]);
    if (request.has("postData"))
        exchange.request.body = body_at(request["postData"], exchange.request.headers);
    exchange.started = time_at(place["startedDateTime"]);
    exchange.duration = Milliseconds(place["time"].number(0, longest_milliseconds));
    http::Response response = response_at(place["response"]);
    if (place.has("_easprobe")) {
        const Place own = place["_easprobe"];
        exchange.purpose = own["purpose"].text() == "probe" ? Purpose::Probe : Purpose::Handset;
        exchange.probe = own.text_of("probe");
        if (own.has("held")) {
            exchange.ended = HeldOpen{Milliseconds(own["held"].number(0, longest_milliseconds))};
        } else if (own.has("failure")) {
            TransportFailure failure = failure_at(own["failure"]);
            failure.partial = std::move(response);
            exchange.ended = std::move(failure);
        } else {
            exchange.ended = std::move(response);
        }
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

Connection connection_at(const Place& place)
{
    Connection connection;
    connection.name_resolved = place["name_resolved"].truth();
    connection.connected = place["connected"].truth();
    connection.address = place.text_of("address");
    connection.handshake_completed = place["handshake_completed"].truth();
    connection.tls_version = place.text_of("version");
    connection.cipher_suite = place.text_of("cipher_suite");
    connection.first_bytes = from_hex(place.text_of("first_bytes")).value_or("");
    if (place.has("alert"))
        connection.alert = static_cast<int>(place["alert"].number(0, 255));
    connection.chain = certificates_at(place["chain"]);
    if (place.has("failure"))
        connection.failure = failure_at(place["failure"]);
    return connection;
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

x509::Time clock_at(const Place& place)
{
    const auto time = x509::parse_iso8601(place.text());
    if (!time)
        place.reject(time.error().what);
    return *time;
}

Circumstances circumstances_at(const Place& place)
{
    Circumstances circumstances;
    circumstances.same_network = place["same_network"].truth();
    circumstances.press_on = place["press_on"].truth();
    circumstances.write = place["write"].truth();
    circumstances.ping = place["ping"].truth();
    circumstances.until = phase_at(place, "until");
    circumstances.handset_clock = clock_at(place["handset_clock"]);
    circumstances.login = place.text_of("login");
    circumstances.installed_roots = certificates_at(place["installed_roots"]);
    circumstances.installed_intermediates = certificates_at(place["installed_intermediates"]);
    return circumstances;
}

Ending ending_at(const Place& place)
{
    Ending ending;
    const std::string kind = place["kind"].text();
    if (kind == "blocked")
        ending.kind = Ending::Kind::Blocked;
    else if (kind == "stopped-as-asked")
        ending.kind = Ending::Kind::StoppedAsAsked;
    else if (kind == "deadline-reached")
        ending.kind = Ending::Kind::DeadlineReached;
    else if (kind != "complete")
        place.reject("has an unknown kind: " + printable(kind, 40));
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
    evidence.ending = ending_at(place["ending"]);
}

/// Scheme, host and port of a URL, and whether the path is of ActiveSync.
std::string origin_of(const std::string& url)
{
    const auto scheme = url.find("://");
    const auto begin = scheme == std::string::npos ? 0 : scheme + 3;
    return to_lower(url.substr(0, std::min(url.find_first_of("/?", begin), url.size())));
}

bool is_activesync(const Exchange& exchange)
{
    return to_lower(exchange.request.target).starts_with("/microsoft-server-activesync");
}

std::optional<eas::ProtocolVersion> version_of(const Exchange& exchange)
{
    if (const std::string* header = http::find(exchange.request.headers, "MS-ASProtocolVersion"))
        return eas::parse_version(*header);
    const auto line = eas::parse_target(exchange.request.target);
    return line ? line->version : std::nullopt;
}

Target target_at(const std::string& origin)
{
    Target target;
    const auto scheme = origin.find("://");
    std::string authority = scheme == std::string::npos ? origin : origin.substr(scheme + 3);
    const auto colon = authority.rfind(':');
    target.port = origin.starts_with("http://") ? 80 : 443;
    if (colon != std::string::npos && authority.find(']', colon) == std::string::npos) {
        const std::string digits = authority.substr(colon + 1);
        unsigned port = 0;
        for (const char digit : digits.substr(0, 5))
            port = digit >= '0' && digit <= '9' ? port * 10 + static_cast<unsigned>(digit - '0') : port;
        if (port > 0 && port <= 65535)
            target.port = static_cast<std::uint16_t>(port);
        authority.erase(colon);
    }
    target.host = authority;
    return target;
}

/// What a proxy saw: the first ActiveSync server in it, with all that its phone asked of it.
void read_foreign(std::vector<Exchange> exchanges, Evidence& evidence)
{
    std::string origin;
    for (Exchange& exchange : exchanges) {
        if (!is_activesync(exchange) || (!origin.empty() && origin_of(exchange.url) != origin))
            continue;
        if (origin.empty()) {
            origin = origin_of(exchange.url);
            evidence.started = exchange.started;
        }
        if (!evidence.version)
            evidence.version = version_of(exchange);
        evidence.duration =
            std::chrono::duration_cast<Milliseconds>(exchange.started - evidence.started) + exchange.duration;
        const bool answered = exchange.response() != nullptr;
        evidence.connection.connected |= answered;
        evidence.connection.name_resolved |= answered;
        evidence.exchanges.push_back(std::move(exchange));
    }
    if (origin.empty())
        refuse("log.entries", "none of them is a request to /Microsoft-Server-ActiveSync");
    evidence.target = target_at(origin);
    evidence.connection.handshake_completed = evidence.connection.connected && origin.starts_with("https://");
    evidence.circumstances.handset_clock = std::chrono::floor<std::chrono::seconds>(evidence.started);
}

Evidence read(std::string_view har)
{
    if (har.size() > largest_recording)
        refuse(fmt::format("byte {}", largest_recording), "larger than any recording that is read");
    refuse_depth(har);
    Json json;
    try {
        json = Json::parse(har);
    } catch (const Json::parse_error& error) {
        refuse(fmt::format("byte {}", error.byte), "this is not JSON");
    }
    const Place log = Place(json, "the document")["log"];
    std::vector<Exchange> exchanges;
    for (const Place& entry : log["entries"].items())
        exchanges.push_back(exchange_at(entry));
    Evidence evidence;
    if (log.has("_easprobe")) {
        read_own(log["_easprobe"], evidence);
        evidence.connection = connection_at(log["_tls"]);
        evidence.exchanges = std::move(exchanges);
    } else {
        read_foreign(std::move(exchanges), evidence);
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
