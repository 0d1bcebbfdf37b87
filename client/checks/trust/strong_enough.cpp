// Short keys and MD5 signatures are good enough for the handset and for nobody else.
#include "client/checks/trust/path.h"

#include <fmt/format.h>
#include <string>

namespace easprobe::checks::trust {

namespace {

/// How the certificate is weaker than it could be, in words; empty when it is not.
std::string weakness_of(const x509::Certificate& certificate)
{
    constexpr std::size_t strong_rsa = 2048;
    if (certificate.key_type == x509::KeyType::Rsa && certificate.key_bits < strong_rsa)
        return fmt::format("the key of {} has {} bits", describe(certificate), certificate.key_bits);
    if (certificate.signature_algorithm.starts_with("md"))
        return fmt::format("{} is signed with {}", describe(certificate), certificate.signature_algorithm);
    return {};
}

Outcome run(const Evidence& evidence, const HandsetProfile& profile)
{
    const DevicePath path = path_of(evidence, profile);
    if (auto nothing = unreadable(path))
        return *nothing;
    std::string weak;
    for (const x509::Certificate& certificate : path.certificates) {
        const bool root = certificate.self_issued && certificate.der != path.certificates.front().der;
        const std::string what = root ? std::string() : weakness_of(certificate);
        if (!what.empty())
            weak += (weak.empty() ? "" : "; ") + what;
    }
    if (weak.empty())
        return Passed{"keys and signatures are as strong as this handset allows", {}};
    Finding finding;
    finding.observed = weak;
    finding.expected = "RSA keys of 2048 bits, signatures with SHA-1 or better";
    return finding;
}

} // namespace

extern const Check strong_enough;
const Check strong_enough{
    .id = "trust.strong-enough",
    .title = "Keys and signatures are as strong as the handset allows",
    .phase = Phase::Trust,
    .severity = Severity::Advice,
    .citation = {"NIST SP 800-131A", "3"},
    .why = "The handset takes them; anybody can forge an MD5 signature or factor a short key, and then read "
           "passwords on the way.",
    .remedy = "Replace the certificate by one with an RSA key of 2048 bits that is signed with SHA-1 (the "
              "strongest these handsets know).",
    .run = run,
};

} // namespace easprobe::checks::trust
