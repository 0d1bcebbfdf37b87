#include "client/trust/device_path.h"

#include "client/trust/names.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace easprobe::trust {

namespace {

using x509::Certificate;

constexpr std::size_t most_certificates = 100;
/// Longer than any path in use; a hostile chain cannot make the search deeper.
constexpr std::size_t longest_path = 12;
/// Signatures that one search may check.
constexpr int most_signatures = 400;

/// Everything the handset has to build a path from.
struct Material {
    std::vector<Certificate> sent;
    std::vector<Certificate> intermediates; ///< Installed ones.
    std::vector<TrustAnchor> anchors;
};

std::string in_quotes(std::string_view name)
{
    return "'" + printable(name, 200) + "'";
}

/// A root store takes roots; another certificate put there serves as an intermediate (Windows Mobile 6.5
/// documentation, ff599626).
Material gather(const std::vector<std::string>& chain_der, const HandsetProfile& profile,
                const Circumstances& circumstances, std::vector<Fault>& faults)
{
    Material material;
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

/// The search for a path, depth first. The first path that reaches an anchor wins; without one, the longest.
class Search {
  public:
    Search(const Material& material, x509::Time clock) : material_(material), clock_(clock) {}

    void run(const Certificate& leaf)
    {
        path_.push_back(&leaf);
        best_ = path_;
        extend();
    }

    const std::vector<const Certificate*>& path() const { return best_; }
    const TrustAnchor* anchor() const { return anchor_; }
    /// One that has the wanted name and yet cannot be the issuer of the path's last certificate, in words.
    const std::string& near_miss() const { return near_miss_; }

  private:
    bool signed_by(const Certificate& certificate, std::string_view key)
    {
        if (signatures_ == most_signatures)
            return false;
        ++signatures_;
        // What cannot be verified here (MD2) is not held against the server.
        return x509::check_signature(certificate, key) != x509::SignatureCheck::Bad;
    }

    /// Anchors of one name can be issues of one key with different dates: one that is valid is preferred.
    const TrustAnchor* anchor_above(const Certificate& last)
    {
        const TrustAnchor* found = nullptr;
        for (const TrustAnchor& anchor : material_.anchors) {
            const bool is_itself = last.self_issued && anchor.canonical_subject == last.canonical_subject &&
                                   anchor.public_key_der == last.public_key_der;
            if (!is_itself && (anchor.canonical_subject != last.canonical_issuer ||
                               !signed_by(last, anchor.public_key_der)))
                continue;
            if (clock_ >= anchor.not_before && clock_ <= anchor.not_after)
                return &anchor;
            found = &anchor;
        }
        return found;
    }

    bool extend()
    {
        const Certificate& last = *path_.back();
        anchor_ = anchor_above(last);
        if (anchor_ != nullptr) {
            best_ = path_;
            return true;
        }
        if (path_.size() > best_.size())
            best_ = path_;
        if (last.self_issued || path_.size() == longest_path)
            return false;
        return extend_with(material_.sent) || extend_with(material_.intermediates);
    }

    bool extend_with(const std::vector<Certificate>& candidates)
    {
        const Certificate& last = *path_.back();
        for (const Certificate& candidate : candidates) {
            if (candidate.canonical_subject != last.canonical_issuer || in_path(candidate))
                continue;
            if (!candidate.is_ca) {
                note_near_miss(last, "there is one of that name, and it may not issue certificates");
                continue;
            }
            if (!signed_by(last, candidate.public_key_der)) {
                note_near_miss(last, "there is one of that name, and it has another key");
                continue;
            }
            path_.push_back(&candidate);
            if (extend())
                return true;
            path_.pop_back();
        }
        return false;
    }

    void note_near_miss(const Certificate& last, std::string_view what)
    {
        if (path_.size() == best_.size() && best_.back() == &last)
            near_miss_ = what;
    }

    bool in_path(const Certificate& candidate) const
    {
        return std::ranges::any_of(
            path_, [&](const Certificate* certificate) { return certificate->der == candidate.der; });
    }

    const Material& material_;
    x509::Time clock_;
    int signatures_ = 0;
    std::vector<const Certificate*> path_;
    std::vector<const Certificate*> best_;
    const TrustAnchor* anchor_ = nullptr;
    std::string near_miss_;
};

void note_end(DevicePath& path, const std::string& near_miss)
{
    if (path.anchor)
        return;
    const std::size_t last = path.certificates.size() - 1;
    const Certificate& certificate = path.certificates[last];
    const std::string aside = near_miss.empty() ? "" : " (" + near_miss + ")";
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
                         in_quotes(certificate.subject), in_quotes(certificate.issuer), aside)});
    else
        path.faults.push_back(
            {FaultKind::UnknownRoot, last,
             fmt::format("the chain ends below {}, which is not among the roots of the handset{}",
                         in_quotes(certificate.issuer), aside)});
}

void check_dates(DevicePath& path, std::size_t index, const std::string& who, x509::Time not_before,
                 x509::Time not_after, x509::Time clock)
{
    if (clock < not_before)
        path.faults.push_back({FaultKind::NotYetValid, index,
                               fmt::format("{} is valid from {}, and the handset's clock says {}", who,
                                           x509::to_iso8601(not_before), x509::to_iso8601(clock))});
    if (clock > not_after)
        path.faults.push_back({FaultKind::Expired, index,
                               fmt::format("{} expired on {}, and the handset's clock says {}", who,
                                           x509::to_iso8601(not_after), x509::to_iso8601(clock))});
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

void check_key(DevicePath& path, std::size_t index, const KeyRules& rules)
{
    const Certificate& certificate = path.certificates[index];
    const std::string_view type = name_of(certificate.key_type);
    if (std::ranges::find(rules.types, type) == rules.types.end())
        path.faults.push_back({FaultKind::UnusableKey, index,
                               fmt::format("{} has a key of type {}", in_quotes(certificate.subject), type)});
    else if (certificate.key_bits == 0)
        path.faults.push_back({FaultKind::UnusableKey, index,
                               fmt::format("the key of {} cannot be read", in_quotes(certificate.subject))});
    else if (rules.rsa_bits_maximum != 0 && certificate.key_bits > rules.rsa_bits_maximum)
        path.faults.push_back(
            {FaultKind::UnusableKey, index,
             fmt::format("{} has a key of {} bits", in_quotes(certificate.subject), certificate.key_bits)});
}

/// Whether the path's last certificate is the anchor: its own signature is then never looked at (RFC
/// 5280 6.1).
bool is_anchor(const DevicePath& path, std::size_t index)
{
    return path.anchor && index + 1 == path.certificates.size() &&
           path.certificates[index].public_key_der == path.anchor->public_key_der &&
           path.certificates[index].self_issued;
}

void check_certificates(DevicePath& path, const TrustRules& rules, x509::Time clock)
{
    for (std::size_t i = 0; i < path.certificates.size(); ++i) {
        const Certificate& certificate = path.certificates[i];
        check_key(path, i, rules.keys);
        if (is_anchor(path, i))
            continue;
        check_dates(path, i, describe(certificate), certificate.not_before, certificate.not_after, clock);
        if (std::ranges::find(rules.signatures.algorithms, certificate.signature_algorithm) ==
            rules.signatures.algorithms.end())
            path.faults.push_back({FaultKind::UnknownSignatureAlgorithm, i,
                                   fmt::format("{} is signed with {}", in_quotes(certificate.subject),
                                               printable(certificate.signature_algorithm, 80))});
    }
    if (path.anchor)
        check_dates(path, path.certificates.size(), "the handset's root " + describe(*path.anchor),
                    path.anchor->not_before, path.anchor->not_after, clock);
}

void check_leaf(DevicePath& path, std::string_view host, const TrustRules& rules)
{
    const Certificate& leaf = path.certificates.front();
    if (rules.usage.requires_server_auth && !leaf.server_auth)
        path.faults.push_back({FaultKind::NotForServers, 0,
                               fmt::format("the extended key usage of {} leaves server authentication out",
                                           in_quotes(leaf.subject))});
    if (names_host(leaf, host, rules.names))
        return;
    std::string names;
    for (const std::string& name : names_that_count(leaf, host, rules.names))
        if (names.size() < 500)
            names += (names.empty() ? "" : ", ") + printable(name, 80);
    path.faults.push_back({FaultKind::WrongName, 0,
                           fmt::format("the certificate is for {}, and the handset was given {}",
                                       names.empty() ? "no name at all" : names, in_quotes(host))});
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

DevicePath build_device_path(const std::vector<std::string>& chain_der, std::string_view host,
                             const HandsetProfile& profile, const Circumstances& circumstances)
{
    DevicePath path;
    Material material = gather(chain_der, profile, circumstances, path.faults);
    const bool leaf_readable = !material.sent.empty() && material.sent.front().der == chain_der.front();
    if (leaf_readable) {
        Search search(material, circumstances.handset_clock);
        search.run(material.sent.front());
        for (const Certificate* certificate : search.path())
            path.certificates.push_back(*certificate);
        if (search.anchor() != nullptr)
            path.anchor = *search.anchor();
        note_end(path, search.near_miss());
        check_certificates(path, profile.trust, circumstances.handset_clock);
        check_leaf(path, host, profile.trust);
    }
    path.sent = std::move(material.sent);
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

std::string describe(const x509::Certificate& certificate)
{
    return fmt::format("{} ({} to {}, SHA-1 {})", in_quotes(certificate.subject),
                       x509::to_iso8601(certificate.not_before).substr(0, 10),
                       x509::to_iso8601(certificate.not_after).substr(0, 10), certificate.sha1_thumbprint);
}

std::string describe(const TrustAnchor& anchor)
{
    return fmt::format("{} (until {}, SHA-1 {})", in_quotes(anchor.name),
                       x509::to_iso8601(anchor.not_after).substr(0, 10), anchor.sha1_thumbprint);
}

} // namespace easprobe::trust
