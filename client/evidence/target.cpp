#include "client/evidence/target.h"

#include "protocol/text/host_name.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <utility>

namespace easprobe {

namespace {

tl::expected<std::uint16_t, std::string> parse_port(std::string_view digits)
{
    unsigned port = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (parsed.ec != std::errc() || parsed.ptr != digits.data() + digits.size() || port == 0 || port > 65535)
        return tl::unexpected(fmt::format("'{}' is not a port number (1 to 65535)", digits));
    return static_cast<std::uint16_t>(port);
}

bool is_blank_or_control(char character)
{
    return static_cast<unsigned char>(character) <= ' ' || character == '\x7F';
}

} // namespace

tl::expected<Target, std::string> parse_target(std::string_view text)
{
    constexpr std::string_view https = "https://";
    if (text.starts_with("http://"))
        return tl::unexpected(
            std::string("the handset syncs over SSL only; give the address with https://, or the bare name"));
    if (text.starts_with(https))
        text.remove_prefix(https.size());
    else if (text.find("://") != std::string_view::npos)
        return tl::unexpected(fmt::format("'{}' is not an https:// address", text));
    else if (text.find('@') != std::string_view::npos)
        return tl::unexpected(
            fmt::format("'{}' is an e-mail address, and the name of a server is needed here", text));

    Target target;
    const auto slash = text.find('/');
    if (slash != std::string_view::npos && slash + 1 < text.size())
        target.path = text.substr(slash, text.find_first_of("?#", slash) - slash);
    text = text.substr(0, slash);

    std::string_view port;
    if (text.starts_with('[')) {
        const auto end = text.find(']');
        if (end == std::string_view::npos)
            return tl::unexpected(fmt::format("'{}' has no closing bracket", text));
        target.host = text.substr(0, end + 1);
        port = text.substr(end + 1);
    } else {
        const auto colon = text.rfind(':');
        target.host = text.substr(0, colon);
        port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
    }
    if (!port.empty()) {
        const auto number = parse_port(port.substr(1));
        if (port.front() != ':' || !number)
            return tl::unexpected(number ? fmt::format("'{}' is not a port", port) : number.error());
        target.port = *number;
    }
    const std::string_view name = target.host.starts_with('[')
                                      ? std::string_view(target.host).substr(1, target.host.size() - 2)
                                      : target.host;
    if (!is_host_text(name))
        return tl::unexpected(fmt::format("'{}' is not a host name or an address", name));
    auto ascii = ascii_host(target.host);
    if (!ascii)
        return tl::unexpected(
            fmt::format("'{}' cannot be written as a host name in ASCII", printable(target.host, 255)));
    target.host = std::move(*ascii);
    // It goes into the request line as it stands.
    if (std::any_of(target.path.begin(), target.path.end(), is_blank_or_control))
        return tl::unexpected(std::string("the path of the address holds a blank or a control character"));
    while (target.path.size() > 1 && target.path.ends_with('/'))
        target.path.pop_back();
    return target;
}

} // namespace easprobe
