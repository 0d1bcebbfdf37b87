#include "client/evidence/proxy_capture.h"

#include "protocol/eas/request_line.h"
#include "protocol/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>

namespace easprobe {

namespace {

/// A year: what lies further apart is no one conversation, and must not overflow.
constexpr Milliseconds longest_capture = std::chrono::hours(24 * 365);

/// Scheme, host and port of a URL, in lower case.
std::string origin_of(std::string_view url)
{
    const auto scheme = url.find("://");
    const auto begin = scheme == std::string_view::npos ? 0 : scheme + 3;
    return to_lower(url.substr(0, std::min(url.find_first_of("/?", begin), url.size())));
}

std::string_view path_of(std::string_view request_target)
{
    return request_target.substr(0, request_target.find('?'));
}

bool is_activesync(const Exchange& exchange)
{
    std::string_view path = path_of(exchange.request.target);
    while (path.ends_with('/'))
        path.remove_suffix(1);
    return equal_ignoring_case(path, "/Microsoft-Server-ActiveSync");
}

Target target_at(const std::string& origin)
{
    Target target;
    const bool plain = origin.starts_with("http://");
    target.port = plain ? 80 : 443;
    const auto scheme = origin.find("://");
    target.host = scheme == std::string::npos ? origin : origin.substr(scheme + 3);
    const auto colon = target.host.rfind(':');
    if (colon == std::string::npos || target.host.find(']', colon) != std::string::npos)
        return target;
    std::uint16_t port = 0;
    const char* const end = target.host.data() + target.host.size();
    const auto [parsed_to, error] = std::from_chars(target.host.data() + colon + 1, end, port);
    if (error == std::errc() && parsed_to == end && port != 0)
        target.port = port;
    target.host.erase(colon);
    return target;
}

std::optional<eas::ProtocolVersion> version_of(const Exchange& exchange)
{
    if (const std::string* header = http::find(exchange.request.headers, "MS-ASProtocolVersion"))
        return eas::parse_version(*header);
    const auto line = eas::parse_target(exchange.request.target);
    return line ? line->version : std::nullopt;
}

void add(Evidence& evidence, Exchange exchange)
{
    if (!evidence.version)
        evidence.version = version_of(exchange);
    if (evidence.circumstances.login.empty())
        if (const auto line = eas::parse_target(exchange.request.target))
            evidence.circumstances.login = line->user;
    const auto end =
        std::chrono::duration_cast<Milliseconds>(exchange.started - evidence.started) + exchange.duration;
    evidence.duration = std::clamp(end, evidence.duration, longest_capture);
    evidence.connection.connected |= exchange.response() != nullptr;
    evidence.exchanges.push_back(std::move(exchange));
}

} // namespace

std::optional<Evidence> evidence_of_capture(std::vector<Exchange> exchanges)
{
    const auto first = std::ranges::find_if(exchanges, is_activesync);
    if (first == exchanges.end())
        return std::nullopt;
    const std::string origin = origin_of(first->url);
    Evidence evidence;
    evidence.target = target_at(origin);
    evidence.started = first->started;
    evidence.circumstances.handset_clock = std::chrono::floor<std::chrono::seconds>(first->started);
    for (Exchange& exchange : exchanges)
        if (is_activesync(exchange) && origin_of(exchange.url) == origin)
            add(evidence, std::move(exchange));
    evidence.connection.name_resolved = evidence.connection.connected;
    evidence.connection.handshake_completed = evidence.connection.connected && origin.starts_with("https://");
    return evidence;
}

} // namespace easprobe
