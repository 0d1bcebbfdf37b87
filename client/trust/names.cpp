#include "client/trust/names.h"

#include "protocol/text/printable.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace easprobe::trust {

namespace {

char lower(char character)
{
    return character >= 'A' && character <= 'Z' ? static_cast<char>(character - 'A' + 'a') : character;
}

bool same_name(std::string_view left, std::string_view right)
{
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [](char one, char other) { return lower(one) == lower(other); });
}

/// The host without brackets and without the dot that ends a fully qualified name.
std::string_view bare(std::string_view host)
{
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']')
        return host.substr(1, host.size() - 2);
    if (host.size() > 1 && host.back() == '.')
        host.remove_suffix(1);
    return host;
}

/// The 4 or 16 bytes of an address; empty when the text is none.
std::string address_bytes(std::string_view text)
{
    std::array<char, 16> bytes{};
    const std::string terminated(text);
    if (inet_pton(AF_INET, terminated.c_str(), bytes.data()) == 1)
        return {bytes.data(), 4};
    if (inet_pton(AF_INET6, terminated.c_str(), bytes.data()) == 1)
        return {bytes.data(), bytes.size()};
    return {};
}

std::string address_text(const std::string& bytes)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
    return inet_ntop(family, bytes.data(), text.data(), text.size()) != nullptr ? text.data() : "";
}

} // namespace

std::vector<std::string> names_that_count(const x509::Owner& owner, std::string_view host,
                                          const NameRules& rules)
{
    if (rules.uses_subject_alt_name && !address_bytes(bare(host)).empty()) {
        std::vector<std::string> addresses;
        for (const std::string& bytes : owner.ip_addresses)
            addresses.push_back(address_text(bytes));
        return addresses.empty() ? owner.common_names : addresses;
    }
    if (rules.uses_subject_alt_name && !owner.dns_names.empty())
        return owner.dns_names;
    return owner.common_names;
}

std::string names_in_words(const x509::Owner& owner, std::string_view host, const NameRules& rules)
{
    constexpr std::size_t enough = 500;
    std::string words;
    for (const std::string& name : names_that_count(owner, host, rules))
        if (words.size() < enough)
            words += (words.empty() ? "'" : ", '") + printable(name, 80) + "'";
    return words.empty() ? "no name at all" : words;
}

bool name_matches(std::string_view name, std::string_view host, bool accepts_wildcards)
{
    if (same_name(name, host))
        return true;
    if (!accepts_wildcards || !name.starts_with("*."))
        return false;
    const std::string_view domain = name.substr(1);
    const auto first_dot = host.find('.');
    // "*.test" would stand for every server of a top-level domain.
    return first_dot != std::string_view::npos && first_dot > 0 &&
           domain.find('.', 1) != std::string_view::npos && same_name(domain, host.substr(first_dot));
}

bool names_host(const x509::Owner& owner, std::string_view host, const NameRules& rules)
{
    const std::string_view wanted = bare(host);
    const std::string address = address_bytes(wanted);
    const auto names = names_that_count(owner, host, rules);
    return std::ranges::any_of(names, [&](const std::string& name) {
        return address.empty() ? name_matches(name, wanted, rules.accepts_wildcards)
                               : address_bytes(name) == address;
    });
}

} // namespace easprobe::trust
