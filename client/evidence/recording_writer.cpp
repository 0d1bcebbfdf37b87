#include "client/evidence/recording.h"
#include "client/evidence/recording_times.h"
#include "protocol/text/base64.h"
#include "protocol/text/hex.h"
#include "protocol/text/iso_time.h"
#include "protocol/text/printable.h"
#include "protocol/text/utf8.h"
#include "protocol/wbxml/xml_text.h"

#include <nlohmann/json.hpp>

namespace easprobe {

namespace {

using Json = nlohmann::ordered_json;

bool is_utf8(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = utf8_length(text, at);
        if (length == 0)
            return false;
        at += length;
    }
    return true;
}

/// JSON holds Unicode alone; other text is shown with escapes, and its bytes stand beside it, under the name
/// with a `_`.
void put_text(Json& json, const std::string& name, const std::string& text)
{
    if (is_utf8(text)) {
        json[name] = text;
    } else {
        json[name] = printable(text, text.size());
        json["_" + name] = base64_encode(text);
    }
}

Json headers_of(const http::Headers& headers)
{
    Json list = Json::array();
    for (const http::Header& header : headers) {
        Json item = Json::object();
        put_text(item, "name", header.name);
        put_text(item, "value", header.value);
        list.push_back(std::move(item));
    }
    return list;
}

Json certificates_of(const std::vector<std::string>& ders)
{
    Json list = Json::array();
    for (const std::string& der : ders)
        list.push_back(base64_encode(der));
    return list;
}

void add_body(Json& place, const std::string& body, const std::optional<DecodedBody>& decoded)
{
    place["text"] = base64_encode(body);
    place["encoding"] = "base64";
    if (decoded && *decoded)
        place["_wbxml"] = wbxml::to_xml_text((**decoded)->document);
}

Json request_of(const Exchange& exchange)
{
    const http::Request& request = exchange.request;
    Json json = {{"method", request.method},
                 {"url", exchange.url},
                 {"httpVersion", "HTTP/1.1"},
                 {"cookies", Json::array()},
                 {"headers", headers_of(request.headers)},
                 {"queryString", Json::array()},
                 {"headersSize", -1},
                 {"bodySize", request.body.size()},
                 {"_target", request.target}};
    if (!request.body.empty()) {
        Json body = {{"mimeType", http::media_type(request.headers)}, {"params", Json::array()}};
        add_body(body, request.body, exchange.request_body);
        json["postData"] = std::move(body);
    }
    return json;
}

Json response_of(const http::Response& response, const std::optional<DecodedBody>& decoded)
{
    const std::string* location = http::find(response.headers, "Location");
    Json content = {{"size", response.body.size()}, {"mimeType", http::media_type(response.headers)}};
    if (!response.body.empty())
        add_body(content, response.body, decoded);
    Json json = {{"status", response.status}};
    put_text(json, "statusText", response.reason);
    json.update({{"httpVersion", response.status == 0 ? "" : "HTTP/1.1"},
                 {"cookies", Json::array()},
                 {"headers", headers_of(response.headers)},
                 {"content", std::move(content)},
                 {"redirectURL", location == nullptr ? "" : *location},
                 {"headersSize", -1},
                 {"bodySize", response.body.size()}});
    return json;
}

Json failure_of(const TransportFailure& failure)
{
    Json json = {{"kind", to_string(failure.kind)}};
    put_text(json, "detail", failure.detail);
    return json;
}

Json entry_of(const Exchange& exchange)
{
    const auto took = exchange.duration.count();
    Json entry = {{"startedDateTime", to_recorded(exchange.started)},
                  {"time", took},
                  {"request", request_of(exchange)},
                  {"response", nullptr},
                  {"cache", Json::object()},
                  {"timings", {{"send", 0}, {"wait", took}, {"receive", 0}}}};
    Json own = {{"number", exchange.number}, {"purpose", to_string(exchange.purpose)}};
    if (const std::string_view name = recorded_name(exchange); !name.empty())
        own["probe"] = name;
    if (const http::Response* response = exchange.response()) {
        entry["response"] = response_of(*response, exchange.response_body);
    } else if (const TransportFailure* failure = exchange.failure()) {
        entry["response"] = response_of(failure->partial, std::nullopt);
        own["failure"] = failure_of(*failure);
    } else {
        entry["response"] = response_of({}, std::nullopt);
        own["held"] = std::get<HeldOpen>(exchange.ended).held.count();
    }
    entry["_easprobe"] = std::move(own);
    return entry;
}

/// `sent` is for people and their tools; the rest is what it is made from again.
Json hello_of(const HelloProbe& probe)
{
    const tls::ClientHello& hello = probe.hello;
    Json json = {
        {"name", probe.name},
        {"record_version", hello.record_version},
        {"version", hello.version},
        {"suites", hello.suites},
        {"random", to_hex({reinterpret_cast<const char*>(hello.random.data()), hello.random.size()})},
        {"sslv2_format", hello.sslv2_format},
        {"modern_extensions", hello.modern_extensions},
        {"sent", base64_encode(tls::encode(hello))},
        {"received", base64_encode(probe.received)},
        {"milliseconds", probe.duration.count()}};
    put_text(json, "server_name", hello.server_name);
    if (probe.failure)
        json["failure"] = failure_of(*probe.failure);
    return json;
}

Json tls_of(const Connection& connection, const std::vector<HelloProbe>& hellos)
{
    Json json = {{"name_resolved", connection.name_resolved},
                 {"connected", connection.connected},
                 {"address", connection.address},
                 {"handshake_completed", connection.handshake_completed},
                 {"version", connection.tls_version},
                 {"cipher_suite", connection.cipher_suite},
                 {"first_bytes", to_hex(connection.first_bytes)},
                 {"alert", nullptr},
                 {"chain", certificates_of(connection.chain)}};
    if (connection.alert)
        json["alert"] = *connection.alert;
    if (connection.failure)
        json["failure"] = failure_of(*connection.failure);
    json["hellos"] = Json::array();
    for (const HelloProbe& probe : hellos)
        json["hellos"].push_back(hello_of(probe));
    return json;
}

Json circumstances_of(const Circumstances& circumstances)
{
    Json json = {{"same_network", circumstances.same_network},
                 {"press_on", circumstances.press_on},
                 {"write", circumstances.write},
                 {"ping", circumstances.ping},
                 {"until", circumstances.until ? Json(to_string(*circumstances.until)) : Json(nullptr)},
                 {"handset_clock", to_iso8601(circumstances.handset_clock)}};
    put_text(json, "login", circumstances.login);
    json["installed_roots"] = certificates_of(circumstances.installed_roots);
    json["installed_intermediates"] = certificates_of(circumstances.installed_intermediates);
    if (circumstances.replaced_roots) {
        put_text(json["replaced_roots"], "name", circumstances.replaced_roots->name);
        json["replaced_roots"]["certificates"] = certificates_of(circumstances.replaced_roots->certificates);
    }
    return json;
}

Json discovery_of(const Discovery& discovery)
{
    Json json = Json::object();
    put_text(json, "address", discovery.address);
    put_text(json, "url", discovery.url);
    json["steps"] = Json::array();
    for (const DiscoveryStep& step : discovery.steps)
        json["steps"].push_back({{"exchange", step.exchange}, {"tls", tls_of(step.connection, {})}});
    return json;
}

Json own_of(const Evidence& evidence)
{
    const Ending& ending = evidence.ending;
    return {
        {"schema", 1},
        {"profile", evidence.profile},
        {"target",
         {{"host", evidence.target.host}, {"port", evidence.target.port}, {"path", evidence.target.path}}},
        {"started", to_recorded(evidence.started)},
        {"milliseconds", evidence.duration.count()},
        {"tls_library", evidence.tls_library},
        {"legacy_tls", evidence.legacy_tls},
        {"version", evidence.version ? Json(eas::to_string(*evidence.version)) : Json(nullptr)},
        {"circumstances", circumstances_of(evidence.circumstances)},
        {"discovery", evidence.discovery ? discovery_of(*evidence.discovery) : Json(nullptr)},
        {"ending",
         {{"kind", to_string(ending.kind)},
          {"phase", ending.phase ? Json(to_string(*ending.phase)) : Json(nullptr)},
          {"reason", ending.reason}}},
        {"left_behind", evidence.left_behind}};
}

} // namespace

std::string write_recording(const Evidence& evidence)
{
    Json entries = Json::array();
    for (const Exchange& exchange : evidence.exchanges)
        entries.push_back(entry_of(exchange));
    const Json har = {{"log",
                       {{"version", "1.2"},
                        {"creator", {{"name", "easprobe"}, {"version", EASPROBE_VERSION}}},
                        {"entries", std::move(entries)},
                        {"_tls", tls_of(evidence.connection, evidence.hellos)},
                        {"_easprobe", own_of(evidence)}}}};
    // What is derived of a header (redirectURL, mimeType) may be no UTF-8 and is not read back.
    return har.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace easprobe
