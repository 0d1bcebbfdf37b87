#pragma once

#include "client/handset/profile.h"
#include "protocol/x509/owner.h"

#include <string>
#include <string_view>
#include <vector>

namespace easprobe::trust {

/// The names of a certificate or request that the handset compares with a host, as it would read them: host
/// names, or for an address as host the addresses in numbers.
std::vector<std::string> names_that_count(const x509::Owner& owner, std::string_view host,
                                          const NameRules& rules);

/// The same for a person to read, harmless and of bounded length: "'mail.example.test'", or "no name at all".
std::string names_in_words(const x509::Owner& owner, std::string_view host, const NameRules& rules);

/// Whether one name of a certificate stands for a host name. Case does not count; with wildcards, `*` as the
/// whole leftmost label stands for exactly one label, and two more labels must follow.
bool name_matches(std::string_view name, std::string_view host, bool accepts_wildcards);

/// Whether it names the host by the handset's rules. The host may be a name, an IPv4 address, or
/// an IPv6 address with or without brackets.
bool names_host(const x509::Owner& owner, std::string_view host, const NameRules& rules);

} // namespace easprobe::trust
