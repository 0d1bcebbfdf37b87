#include "client/checks/answer.h"
#include "protocol/text/ascii.h"
#include "protocol/text/hex.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks {

namespace {

/// The byte at fault with a few before and after it.
std::string bytes_around(std::string_view body, std::size_t offset)
{
    constexpr std::size_t before = 8;
    const std::size_t from = offset < before ? 0 : std::min(offset - before, body.size());
    return to_hex(body.substr(from, 2 * before));
}

/// Of a page, as it helps to find out who wrote it: " titled 'Welcome'"; empty where it has none.
std::string title_of(std::string_view page)
{
    constexpr std::size_t looked_at = 4096;
    page = page.substr(0, looked_at);
    const std::string lower = to_lower(page);
    const auto begin = lower.find("<title>");
    const auto end = lower.find("</title>", begin);
    if (begin == std::string::npos || end == std::string::npos)
        return {};
    constexpr std::size_t tag = 7;
    return fmt::format(" titled '{}'", printable(trim(page.substr(begin + tag, end - begin - tag)), 80));
}

} // namespace

std::optional<std::string> unreadable_reply(const Exchange& exchange)
{
    const http::Response* response = exchange.response();
    if (response == nullptr || !exchange.command)
        return std::nullopt;
    if (response->body.empty())
        return "an empty body";
    if (exchange.misread)
        return "WBXML that is no such reply: " + *exchange.misread;
    if (exchange.reply() != nullptr || !exchange.response_body)
        return std::nullopt;
    const wbxml::Error& error = exchange.response_body->error();
    if (http::media_type(response->headers) == "text/html")
        return fmt::format("an HTML page{} where WBXML should be", title_of(response->body));
    const std::string* coding = http::find(response->headers, "Content-Encoding");
    return fmt::format("{} bytes that are not WBXML: {} at byte {} ({}){}", response->body.size(),
                       wbxml::describe(error.code), error.offset, bytes_around(response->body, error.offset),
                       coding != nullptr ? "; it has a Content-Encoding, which the handset did not ask for"
                                         : "");
}

} // namespace easprobe::checks
