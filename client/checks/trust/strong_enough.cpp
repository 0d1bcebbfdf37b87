// Short keys and MD5 signatures are good enough for the handset and for nobody else.
#include "client/checks/trust/path.h"

#include <fmt/format.h>
#include <string>

namespace easprobe::checks::trust {

namespace {

bool has_short_key(const x509::Owner& owner)
{
    constexpr std::size_t strong_rsa = 2048;
    return owner.key_type == x509::KeyType::Rsa && owner.key_bits < strong_rsa;
}

/// How the certificate is weaker than it could be, in words; empty when it is not.
std::string weakness_of(const x509::Certificate& certificate)
{
    if (has_short_key(certificate))
        return fmt::format("the key of {} has {} bits", describe(certificate), certificate.key_bits);
    if (certificate.signature_algorithm.starts_with("md"))
        return fmt::format("{} is signed with {}", describe(certificate), certificate.signature_algorithm);
    return {};
}

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    std::string weak;
    if (path.request && has_short_key(*path.request))
        weak = fmt::format("the key of {} has {} bits", describe(*path.request), path.request->key_bits);
    for (const x509::Certificate& certificate : path.certificates) {
        const bool root = certificate.self_issued && certificate.der != path.certificates.front().der;
        const std::string what = root ? std::string() : weakness_of(certificate);
        if (!what.empty())
            weak += (weak.empty() ? "" : "; ") + what;
    }
    if (weak.empty())
        return Passed{"keys and signatures are as strong as this handset allows", {}};
    Finding finding;
    finding.evidence = {Proof::certificate(0)};
    finding.observed = weak;
    if (path.request)
        finding.remedy = "Make the request again, with a bit length of 2048.";
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
    .needs = Needs::Certificate,
    .run = run,
};

} // namespace easprobe::checks::trust
