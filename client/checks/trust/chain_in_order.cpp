// Each certificate sent should be the issuer of the one before it; the root need not be sent.
#include "client/checks/trust/path.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <vector>

namespace easprobe::checks::trust {

namespace {

/// What is disordered or superfluous in what was sent, in words; empty when nothing is. A root at the end is
/// usual.
std::string oddity_of(const DevicePath& path, std::string_view shown)
{
    for (std::size_t i = 1; i < path.sent.size(); ++i) {
        const x509::Certificate& certificate = path.sent[i];
        const bool in_path = std::ranges::any_of(
            path.certificates, [&](const x509::Certificate& used) { return used.der == certificate.der; });
        const auto before = path.sent.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::any_of(path.sent.begin(), before,
                        [&](const x509::Certificate& earlier) { return earlier.der == certificate.der; }))
            return fmt::format("certificate {} of those {}, {}, was there before", i + 1, shown,
                               describe(certificate));
        if (certificate.canonical_subject == path.sent[i - 1].canonical_issuer)
            continue;
        return fmt::format("certificate {} of those {}, {}, {}", i + 1, shown, describe(certificate),
                           in_path ? "is not the issuer of the one before it"
                                   : "does not belong to the chain");
    }
    return {};
}

Outcome run(const Case& given)
{
    if (given.evidence.offline && !given.evidence.offline->in_order)
        return NotApplicable{"the file holds certificates in no order; the server puts them into one"};
    const DevicePath& path = given.path();
    if (path.request)
        return not_of_a_request();
    const auto unread = path.faults_of(FaultKind::Unreadable);
    if (!unread.empty()) {
        Finding finding;
        finding.evidence = {Proof::certificate(0)};
        finding.observed = unread.front()->text;
        finding.expected = "certificates";
        if (path.certificates.empty())
            finding.severity = Severity::Blocker;
        return finding;
    }
    const std::string_view shown = given.evidence.offline ? "in the file" : "sent";
    const std::string oddity = oddity_of(path, shown);
    if (oddity.empty())
        return Passed{path.sent.size() == 1
                          ? fmt::format("it is the only certificate {}", shown)
                          : fmt::format("the {} certificates {} are in order", path.sent.size(), shown),
                      {}};
    Finding finding;
    finding.evidence = {Proof::certificate(0)};
    finding.observed = oddity;
    finding.expected = "the server's own certificate, then each one's issuer";
    return finding;
}

} // namespace

extern const Check chain_in_order;
const Check chain_in_order{
    .id = "trust.chain-in-order",
    .title = "Certificates are sent in order, and no others",
    .phase = Phase::Trust,
    .severity = Severity::Advice,
    .citation = {"RFC 5246", "7.4.2"},
    .why = "The handset finds its way through a disordered chain; other clients do not, and what is "
           "superfluous costs time with every connection over a slow line.",
    .remedy = "Send the server's certificate first, then its issuer and so on; leave out what does not "
              "belong to the chain.",
    .run = run,
};

} // namespace easprobe::checks::trust
