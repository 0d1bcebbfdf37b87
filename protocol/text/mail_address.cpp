#include "protocol/text/mail_address.h"

#include "protocol/text/ascii.h"
#include "protocol/text/host_name.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe {

bool is_mail_address(std::string_view text)
{
    const auto at = text.find('@');
    return at != std::string_view::npos && at != 0 && at + 1 < text.size() &&
           text.find('@', at + 1) == std::string_view::npos &&
           text.find_first_of(" \t\r\n<>,;:\"()") == std::string_view::npos;
}

tl::expected<std::string, std::string> parse_address(std::string_view text)
{
    constexpr std::size_t longest = 254; // RFC 5321 4.5.3.1.3, less the angle brackets.
    const auto is_readable = [](char character) {
        return static_cast<unsigned char>(character) > ' ' && character != '\x7F';
    };
    const std::size_t at = text.find('@');
    const std::string_view domain = is_mail_address(text) ? text.substr(at + 1) : std::string_view();
    if (!is_host_text(domain) || domain.starts_with('.') ||
        text.substr(0, at).find('/') != std::string_view::npos || text.size() > longest ||
        !std::ranges::all_of(text, is_readable))
        return tl::unexpected(fmt::format("'{}' is not an e-mail address", printable(text, longest)));
    const auto ascii = ascii_host(domain);
    if (!ascii || at + 1 + ascii->size() > longest)
        return tl::unexpected(fmt::format("the domain of '{}' cannot be written as a host name in ASCII",
                                          printable(text, longest)));
    return std::string(text.substr(0, at + 1)) + *ascii;
}

std::string domain_of(std::string_view address)
{
    return std::string(address.substr(address.rfind('@') + 1));
}

bool is_within_domain(std::string_view name, std::string_view domain)
{
    return equal_ignoring_case(name, domain) || to_lower(name).ends_with("." + to_lower(domain));
}

bool is_domain_of(std::string_view domain, std::string_view host)
{
    // A name of one label is no domain that mail goes to beyond this network.
    const std::string_view parent = host.substr(std::min(host.find('.') + 1, host.size()));
    const bool parent_tells = parent.find('.') != std::string_view::npos;
    return domain.find('.') != std::string_view::npos &&
           (is_within_domain(host, domain) || (parent_tells && is_within_domain(domain, parent)));
}

} // namespace easprobe
