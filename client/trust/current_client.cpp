#include "client/trust/current_client.h"

#include "client/trust/names.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::trust {

namespace {

constexpr std::size_t least_rsa_bits = 2048;
constexpr std::size_t least_curve_bits = 256;

/// Of the algorithms that certificates are signed with, those of today all name their SHA-2 digest.
bool is_signature_of_today(std::string_view algorithm)
{
    for (const std::string_view digest : {"sha256", "sha384", "sha512", "SHA256", "SHA384", "SHA512"})
        if (algorithm.find(digest) != std::string_view::npos)
            return true;
    return algorithm == "ED25519" || algorithm == "ED448" || algorithm == "rsassaPss";
}

bool is_key_of_today(const x509::Owner& owner)
{
    switch (owner.key_type) {
    case x509::KeyType::Rsa:
        return owner.key_bits >= least_rsa_bits;
    case x509::KeyType::Ec:
        return owner.key_bits >= least_curve_bits;
    default:
        return false;
    }
}

void judge_owner(const x509::Owner& owner, std::string_view host, CurrentClientOpinion& opinion)
{
    NameRules rules;
    rules.uses_subject_alt_name = true;
    rules.accepts_wildcards = true;
    const bool is_address = host.find_first_not_of("0123456789.") == std::string_view::npos ||
                            host.find(':') != std::string_view::npos;
    const bool has_names = host.empty() ? !owner.dns_names.empty() || !owner.ip_addresses.empty()
                           : is_address ? !owner.ip_addresses.empty()
                                        : !owner.dns_names.empty();
    if (!has_names)
        opinion.objections.emplace_back(
            "its subjectAltName has no such name, and the common name counts no longer");
    else if (!host.empty() && !names_host(owner, host, rules))
        opinion.objections.push_back(fmt::format("it does not name '{}'", printable(host, 255)));
    if (!owner.server_auth)
        opinion.objections.emplace_back("its extended key usage leaves server authentication out");
}

void judge_certificate(const x509::Certificate& certificate, x509::Time today, CurrentClientOpinion& opinion)
{
    const std::string who = "'" + printable(certificate.subject, 200) + "'";
    if (!is_signature_of_today(certificate.signature_algorithm))
        opinion.objections.push_back(
            fmt::format("{} is signed with {}", who, printable(certificate.signature_algorithm, 80)));
    if (!is_key_of_today(certificate))
        opinion.objections.push_back(fmt::format("{} has a key of {} bits", who, certificate.key_bits));
    if (today < certificate.not_before || today > certificate.not_after)
        opinion.objections.push_back(fmt::format("{} is not valid today", who));
}

} // namespace

CurrentClientOpinion opinion_of_current_client(const DevicePath& path, std::string_view host,
                                               x509::Time today)
{
    CurrentClientOpinion opinion;
    if (path.owner() == nullptr)
        return opinion;
    judge_owner(*path.owner(), host, opinion);
    if (path.request && !is_key_of_today(*path.request))
        opinion.objections.push_back(fmt::format("its key has {} bits", path.request->key_bits));
    for (std::size_t i = 0; i < path.certificates.size(); ++i) {
        const x509::Certificate& certificate = path.certificates[i];
        // Of a root nothing is judged but that it is one; a server's own certificate always is.
        if (i == 0 || !certificate.self_issued)
            judge_certificate(certificate, today, opinion);
    }
    return opinion;
}

} // namespace easprobe::trust
