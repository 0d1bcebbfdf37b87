#include "client/evidence/redaction.h"

#include "protocol/text/ascii.h"
#include "protocol/wbxml/encoder.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace easprobe {

namespace {

constexpr std::string_view removed = "(removed)";

constexpr std::array secret_headers = {"authorization", "proxy-authorization", "cookie", "set-cookie"};

/// Takes user and password out of a URL's authority (RFC 3986 3.2.1).
void redact_url(std::string& url)
{
    const auto scheme = url.find("://");
    if (scheme == std::string::npos)
        return;
    const auto begin = scheme + 3;
    const auto authority_end = std::min(url.find_first_of("/?#", begin), url.size());
    const auto at = url.rfind('@', authority_end);
    if (at != std::string::npos && at >= begin && at < authority_end)
        url.erase(begin, at + 1 - begin);
}

/// The scheme of an Authorization header stays: whether it was Basic matters, and is no secret.
std::string without_secret(std::string_view value)
{
    for (const std::string_view scheme : {"Basic", "Negotiate", "NTLM", "Digest", "Bearer"})
        if (value.size() > scheme.size() && value[scheme.size()] == ' ' &&
            equal_ignoring_case(value.substr(0, scheme.size()), scheme))
            return std::string(scheme) + " " + std::string(removed);
    return std::string(removed);
}

void redact_headers(http::Headers& headers)
{
    for (http::Header& header : headers) {
        const std::string name = to_lower(header.name);
        if (std::ranges::find(secret_headers, name) != secret_headers.end())
            header.value = without_secret(header.value);
        else
            redact_url(header.value); // Location, Referer.
    }
}

bool is_password(std::string_view element)
{
    const auto colon = element.rfind(':');
    const std::string_view name = colon == std::string_view::npos ? element : element.substr(colon + 1);
    return name == "Password" || name == "RecoveryPassword";
}

/// The decoder bounds the depth, here and below.
bool holds_password(const pugi::xml_node& element)
{
    if (is_password(element.name()) && element.first_child())
        return true;
    for (pugi::xml_node child = element.first_child(); child; child = child.next_sibling())
        if (child.type() == pugi::node_element && holds_password(child))
            return true;
    return false;
}

void redact_element(pugi::xml_node element)
{
    if (is_password(element.name()) && element.first_child()) {
        element.remove_children();
        element.remove_attributes();
        element.text().set(removed.data());
        return;
    }
    for (const pugi::xml_node child : element.children())
        if (child.type() == pugi::node_element)
            redact_element(child);
}

/// Returns whether anything was taken out.
bool redact_body(const std::optional<DecodedBody>& decoded, std::string& body)
{
    if (!decoded || !*decoded || !holds_password((**decoded)->document.document_element()))
        return false;
    pugi::xml_document document;
    document.reset((**decoded)->document);
    redact_element(document.document_element());
    if (auto bytes = wbxml::encode(document))
        body = std::move(*bytes);
    else
        body.clear(); // Rather nothing than a password.
    return true;
}

} // namespace

void redact(Exchange& exchange)
{
    redact_headers(exchange.request.headers);
    redact_url(exchange.url);
    redact_url(exchange.request.target);
    bool changed = redact_body(exchange.request_body, exchange.request.body);
    if (auto* response = std::get_if<http::Response>(&exchange.ended)) {
        redact_headers(response->headers);
        changed |= redact_body(exchange.response_body, response->body);
    } else if (auto* failure = std::get_if<TransportFailure>(&exchange.ended)) {
        redact_headers(failure->partial.headers);
    }
    if (changed)
        interpret(exchange);
}

} // namespace easprobe
