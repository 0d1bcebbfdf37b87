// A certificate that ends within a month should be renewed before the phones stop.
#include "client/checks/trust/path.h"

#include <chrono>
#include <fmt/format.h>
#include <optional>

namespace easprobe::checks::trust {

namespace {

Outcome run(const Evidence& evidence, const HandsetProfile& profile)
{
    const DevicePath path = path_of(evidence, profile);
    if (auto nothing = unreadable(path))
        return *nothing;
    const x509::Time clock = evidence.circumstances.handset_clock;
    for (const x509::Certificate& certificate : path.certificates) {
        const auto left = certificate.not_after - clock;
        if (left < std::chrono::seconds(0) || left >= std::chrono::days(30))
            continue;
        Finding finding;
        finding.observed = fmt::format("{} has {} days left", describe(certificate),
                                       std::chrono::floor<std::chrono::days>(left).count());
        finding.expected = "30 days or more";
        return finding;
    }
    return Passed{"no certificate of the chain ends within 30 days", {}};
}

} // namespace

extern const Check expires_soon;
const Check expires_soon{
    .id = "trust.expires-soon",
    .title = "The chain is valid for another month",
    .phase = Phase::Trust,
    .severity = Severity::Advice,
    .citation = {"RFC 5280", "4.1.2.5"},
    .why = "On that day every phone stops at once, with the message that the certificate has expired.",
    .remedy = "Renew the certificate now, and put the new one in place before the old one ends.",
    .run = run,
};

} // namespace easprobe::checks::trust
