#include "client/handset/installation.h"

#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace easprobe {

namespace {

constexpr std::size_t whole_thumbprint = 40;
constexpr std::size_t shortest_beginning = 8;

/// Upper-case digits without what people and programs put between them; empty for what is no thumbprint.
std::string digits_of(const std::string& given)
{
    std::string digits;
    for (const char character : given) {
        if (character == ':' || character == ' ')
            continue;
        const bool lower = character >= 'a' && character <= 'f';
        const bool digit = (character >= '0' && character <= '9') || (character >= 'A' && character <= 'F');
        if (!lower && !digit)
            return {};
        digits += lower ? static_cast<char>(character - 'a' + 'A') : character;
    }
    return digits;
}

bool holds(const std::vector<x509::Certificate>& certificates, const x509::Certificate& wanted)
{
    return std::ranges::find(certificates, wanted.der, &x509::Certificate::der) != certificates.end();
}

} // namespace

bool is_self_signed(const x509::Certificate& certificate)
{
    return certificate.self_issued &&
           x509::check_signature(certificate, certificate.public_key_der) != x509::SignatureCheck::Bad;
}

std::string Installation::document() const
{
    std::vector<wap::StoredCertificate> stored;
    for (const Installed& part : parts)
        stored.push_back({part.store, part.certificate.sha1_thumbprint, part.certificate.der});
    return wap::write_certificate_document(stored);
}

Installation plan_installation(const std::vector<x509::Certificate>& certificates)
{
    Installation plan;
    std::vector<x509::Certificate> seen;
    std::vector<Installed> intermediates;
    for (const x509::Certificate& certificate : certificates) {
        if (holds(seen, certificate))
            continue;
        seen.push_back(certificate);
        if (is_self_signed(certificate))
            plan.parts.push_back({certificate, wap::CertificateStore::Root});
        else if (certificate.is_ca)
            intermediates.push_back({certificate, wap::CertificateStore::Ca});
        else
            plan.left_out.push_back(
                {certificate,
                 fmt::format("a server's own certificate is of no use in a store of the handset; "
                             "its issuer '{}' has to be there",
                             printable(certificate.issuer))});
    }
    std::ranges::move(intermediates, std::back_inserter(plan.parts));
    return plan;
}

tl::expected<std::vector<x509::Certificate>, std::string>
pick_by_thumbprint(const std::vector<x509::Certificate>& certificates,
                   const std::vector<std::string>& thumbprints)
{
    std::vector<x509::Certificate> picked;
    for (const std::string& given : thumbprints) {
        const std::string digits = digits_of(given);
        if (digits.size() < shortest_beginning || digits.size() > whole_thumbprint)
            return tl::unexpected(fmt::format("'{}' is not a SHA-1 thumbprint: 40 hexadecimal digits, or the "
                                              "first 8 or more of them",
                                              printable(given)));
        std::vector<x509::Certificate> found;
        for (const x509::Certificate& certificate : certificates)
            if (certificate.sha1_thumbprint.starts_with(digits) && !holds(found, certificate))
                found.push_back(certificate);
        if (found.empty())
            return tl::unexpected(fmt::format("no certificate has the thumbprint {}", digits));
        if (found.size() > 1)
            return tl::unexpected(
                fmt::format("{} certificates have a thumbprint that begins with {}", found.size(), digits));
        if (!holds(picked, found.front()))
            picked.push_back(std::move(found.front()));
    }
    return picked;
}

} // namespace easprobe
