#include "client/trust/certificate_rules.h"

#include "client/trust/names.h"
#include "protocol/text/iso_time.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::trust {

namespace {

using x509::Certificate;

struct Validity {
    x509::Time not_before;
    x509::Time not_after;
};

void check_dates(DevicePath& path, std::size_t index, const std::string& who, const Validity& validity,
                 x509::Time clock)
{
    if (clock < validity.not_before)
        path.faults.push_back({FaultKind::NotYetValid, index,
                               fmt::format("{} is valid from {}, and the handset's clock says {}", who,
                                           to_iso8601(validity.not_before), to_iso8601(clock))});
    if (clock > validity.not_after)
        path.faults.push_back({FaultKind::Expired, index,
                               fmt::format("{} expired on {}, and the handset's clock says {}", who,
                                           to_iso8601(validity.not_after), to_iso8601(clock))});
}

std::string_view name_of(x509::KeyType type)
{
    switch (type) {
    case x509::KeyType::Rsa:
        return "RSA";
    case x509::KeyType::Dsa:
        return "DSA";
    case x509::KeyType::Ec:
        return "EC";
    case x509::KeyType::Other:
        break;
    }
    return "unknown";
}

void check_key(DevicePath& path, std::size_t index, const std::string& who, const x509::Owner& owner,
               const KeyRules& rules)
{
    const std::string_view type = name_of(owner.key_type);
    if (std::ranges::find(rules.types, type) == rules.types.end())
        path.faults.push_back(
            {FaultKind::UnusableKey, index, fmt::format("{} has a key of type {}", who, type)});
    else if (owner.key_bits == 0)
        path.faults.push_back(
            {FaultKind::UnusableKey, index, fmt::format("the key of {} cannot be read", who)});
    else if (rules.rsa_bits_maximum != 0 && owner.key_bits > rules.rsa_bits_maximum)
        path.faults.push_back(
            {FaultKind::UnusableKey, index, fmt::format("{} has a key of {} bits", who, owner.key_bits)});
}

void check_usage(DevicePath& path, const std::string& who, const x509::Owner& owner, const UsageRules& rules)
{
    if (rules.requires_server_auth && !owner.server_auth)
        path.faults.push_back(
            {FaultKind::NotForServers, 0,
             fmt::format("the extended key usage of {} leaves server authentication out", who)});
    if (rules.requires_key_encipherment && owner.key_type == x509::KeyType::Rsa && !owner.key_encipherment)
        path.faults.push_back(
            {FaultKind::NotForServers, 0,
             fmt::format("the key usage of {} leaves key encipherment out, which is how this handset agrees "
                         "on keys with a server",
                         who)});
}

void check_name(DevicePath& path, const std::string& who, std::string_view host, const x509::Owner& owner,
                const NameRules& rules)
{
    if (host.empty() || names_host(owner, host, rules))
        return;
    path.faults.push_back({FaultKind::WrongName, 0,
                           fmt::format("{} is for {}, and the handset was given '{}'", who,
                                       names_in_words(owner, host, rules), printable(host, 255))});
}

void check_signature(DevicePath& path, std::size_t index, const std::string& who, const SignatureRules& rules)
{
    const Certificate& certificate = path.certificates[index];
    const std::string algorithm = printable(certificate.signature_algorithm, 80);
    if (std::ranges::find(rules.algorithms, certificate.signature_algorithm) == rules.algorithms.end())
        path.faults.push_back({FaultKind::UnknownSignatureAlgorithm, index,
                               fmt::format("{} is signed with {}", who, algorithm)});
}

} // namespace

void check_certificates(DevicePath& path, const TrustRules& rules, x509::Time clock)
{
    for (std::size_t i = 0; i < path.certificates.size(); ++i) {
        const Certificate& certificate = path.certificates[i];
        const std::string who = describe(certificate);
        check_key(path, i, who, certificate, rules.keys);
        if (path.is_anchor(i))
            continue;
        check_dates(path, i, who, {certificate.not_before, certificate.not_after}, clock);
        check_signature(path, i, who, rules.signatures);
    }
    if (path.anchor)
        check_dates(path, path.certificates.size(), "the handset's root " + describe(*path.anchor),
                    {path.anchor->not_before, path.anchor->not_after}, clock);
}

void check_owner(DevicePath& path, std::string_view host, const TrustRules& rules)
{
    const x509::Owner* owner = path.owner();
    if (owner == nullptr)
        return;
    const std::string who = path.request ? describe(*path.request) : describe(path.certificates.front());
    if (path.request)
        check_key(path, 0, who, *owner, rules.keys);
    check_usage(path, who, *owner, rules.usage);
    check_name(path, who, host, *owner, rules.names);
}

} // namespace easprobe::trust
