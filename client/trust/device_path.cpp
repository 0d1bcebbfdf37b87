#include "client/trust/device_path.h"

#include "client/trust/certificate_rules.h"
#include "client/trust/path_search.h"
#include "protocol/text/iso_time.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace easprobe::trust {

namespace {

using x509::Certificate;

constexpr std::size_t most_certificates = 100;

std::string in_quotes(std::string_view name)
{
    return "'" + printable(name, 200) + "'";
}

std::string day_of(x509::Time time)
{
    return to_iso8601(time).substr(0, 10);
}

/// A root store takes roots; another certificate put there serves as an intermediate (Windows Mobile 6.5
/// documentation, ff599626).
PathMaterial gather(const std::vector<std::string>& chain_der, const HandsetProfile& profile,
                    const Circumstances& circumstances, std::vector<Fault>& faults)
{
    PathMaterial material;
    for (std::size_t i = 0; i < std::min(chain_der.size(), most_certificates); ++i) {
        if (auto certificate = x509::read_certificate(chain_der[i]))
            material.sent.push_back(std::move(*certificate));
        else
            faults.push_back({FaultKind::Unreadable, i,
                              fmt::format("certificate {} as sent is {}", i + 1, certificate.error().what)});
    }
    for (const std::string& der : circumstances.installed_intermediates)
        if (auto certificate = x509::read_certificate(der))
            material.intermediates.push_back(std::move(*certificate));
    material.anchors = profile.roots.anchors;
    for (const std::string& der : circumstances.installed_roots) {
        auto certificate = x509::read_certificate(der);
        if (certificate && certificate->self_issued)
            material.anchors.push_back(anchor_of(*certificate));
        else if (certificate)
            material.intermediates.push_back(std::move(*certificate));
    }
    return material;
}

/// Of the certificate that is to become the path's next.
void note_unchecked(DevicePath& path, const Certificate& certificate)
{
    path.faults.push_back(
        {FaultKind::UncheckedSignature, path.certificates.size(),
         fmt::format("{} is signed with {}, which the handset can check and this build's "
                     "library cannot",
                     describe(certificate), printable(certificate.signature_algorithm, 80))});
}

void note_end(DevicePath& path)
{
    if (path.anchor)
        return;
    const std::size_t last = path.certificates.size() - 1;
    const Certificate& certificate = path.certificates[last];
    const std::string aside = path.near_miss.empty() ? "" : " (" + path.near_miss + ")";
    if (certificate.self_issued)
        path.faults.push_back(
            {FaultKind::UnknownRoot, last,
             last == 0 ? fmt::format("the server's certificate {} is its own issuer, and is not "
                                     "among the roots of the handset",
                                     describe(certificate))
                       : fmt::format("the chain ends in the root {}, which is not among the roots "
                                     "of the handset",
                                     describe(certificate))});
    else if (last == 0)
        path.faults.push_back(
            {FaultKind::MissingIntermediate, last,
             fmt::format("{} was issued by {}, which the server did not send and the handset does not have{}",
                         describe(certificate), in_quotes(certificate.issuer), aside)});
    else
        path.faults.push_back(
            {FaultKind::UnknownRoot, last,
             fmt::format("the chain ends with {}, whose issuer {} is not among the roots of the handset{}",
                         describe(certificate), in_quotes(certificate.issuer), aside)});
}

} // namespace

std::vector<const Fault*> DevicePath::faults_of(FaultKind kind) const
{
    std::vector<const Fault*> found;
    for (const Fault& fault : faults)
        if (fault.kind == kind)
            found.push_back(&fault);
    return found;
}

const x509::Owner* DevicePath::owner() const
{
    if (request)
        return &*request;
    return certificates.empty() ? nullptr : &certificates.front();
}

bool DevicePath::is_anchor(std::size_t certificate) const
{
    return anchor && certificate + 1 == certificates.size() && certificates[certificate].self_issued &&
           certificates[certificate].public_key_der == anchor->public_key_der;
}

DevicePath build_device_path(const std::vector<std::string>& chain_der, std::string_view host,
                             const HandsetProfile& profile, const Circumstances& circumstances)
{
    DevicePath path;
    PathMaterial material = gather(chain_der, profile, circumstances, path.faults);
    const bool leaf_readable = !material.sent.empty() && material.sent.front().der == chain_der.front();
    if (leaf_readable) {
        const FoundPath found = search_path(material.sent.front(), material, circumstances.handset_clock);
        for (const Certificate* certificate : found.certificates) {
            if (std::ranges::find(found.unchecked, certificate) != found.unchecked.end())
                note_unchecked(path, *certificate);
            path.certificates.push_back(*certificate);
        }
        if (found.anchor != nullptr)
            path.anchor = *found.anchor;
        path.near_miss = path.anchor ? std::string() : found.near_miss;
        note_end(path);
        check_certificates(path, profile.trust, circumstances.handset_clock);
        check_owner(path, host, profile.trust);
    }
    path.sent = std::move(material.sent);
    return path;
}

DevicePath judge_request(const std::string& request_der, std::string_view host, const HandsetProfile& profile)
{
    DevicePath path;
    if (auto request = x509::read_request(request_der)) {
        path.request = std::move(*request);
        check_owner(path, host, profile.trust);
    }
    return path;
}

bool handset_accepts(const std::vector<std::string>& chain_der, std::string_view host,
                     const HandsetProfile& profile, const Circumstances& circumstances)
{
    const DevicePath path = build_device_path(chain_der, host, profile, circumstances);
    // What is sent beside the path is not looked at by the handset.
    return !path.certificates.empty() && std::ranges::all_of(path.faults, [](const Fault& fault) {
        return fault.kind == FaultKind::Unreadable;
    });
}

std::string describe(const Certificate& certificate)
{
    return fmt::format("{} ({} to {}, SHA-1 {})", in_quotes(certificate.subject),
                       day_of(certificate.not_before), day_of(certificate.not_after),
                       certificate.sha1_thumbprint);
}

std::string describe(const TrustAnchor& anchor)
{
    return fmt::format("{} ({} to {}, SHA-1 {})", in_quotes(anchor.name), day_of(anchor.not_before),
                       day_of(anchor.not_after), anchor.sha1_thumbprint);
}

std::string describe(const x509::Request& request)
{
    return fmt::format("the request for {} (SHA-1 {})", in_quotes(request.subject), request.sha1_thumbprint);
}

} // namespace easprobe::trust
