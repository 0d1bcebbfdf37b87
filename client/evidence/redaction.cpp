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

void redact_headers(http::Headers& headers)
{
    for (http::Header& header : headers) {
        if (std::ranges::find(secret_headers, to_lower(header.name)) == secret_headers.end())
            continue;
        if (to_lower(header.value.substr(0, 6)) == "basic ")
            header.value = http::removed_credentials;
        else
            header.value = removed;
    }
}

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

bool is_password(std::string_view element)
{
    const auto colon = element.rfind(':');
    const std::string_view name = colon == std::string_view::npos ? element : element.substr(colon + 1);
    return name == "Password" || name == "RecoveryPassword";
}

/// The decoder bounds the depth. Returns whether anything was taken out.
bool redact_element(pugi::xml_node element)
{
    bool changed = false;
    if (is_password(element.name()) && element.first_child()) {
        element.remove_children();
        element.remove_attributes();
        element.text().set(removed.data());
        return true;
    }
    for (const pugi::xml_node child : element.children())
        if (child.type() == pugi::node_element)
            changed |= redact_element(child);
    return changed;
}

bool redact_body(const std::optional<DecodedBody>& decoded, std::string& body)
{
    if (!decoded || !*decoded)
        return false;
    pugi::xml_document document;
    document.reset((**decoded)->document);
    if (!redact_element(document.document_element()))
        return false;
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
