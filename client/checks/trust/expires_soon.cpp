// A certificate that ends within a month should be renewed before the phones stop.
#include "client/checks/trust/path.h"
#include "protocol/text/counted.h"

#include <chrono>
#include <fmt/format.h>
#include <optional>

namespace easprobe::checks::trust {

namespace {

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    std::string ending;
    const auto look_at = [&](const std::string& who, x509::Time not_after) {
        const auto left = not_after - given.evidence.circumstances.handset_clock;
        if (left >= std::chrono::seconds(0) && left < std::chrono::days(30))
            ending += fmt::format(
                "{}{} has {} left", ending.empty() ? "" : "; ", who,
                counted(static_cast<std::size_t>(std::chrono::floor<std::chrono::days>(left).count()),
                        "day"));
    };
    for (std::size_t i = 0; i < path.certificates.size(); ++i)
        if (!path.is_anchor(i))
            look_at(describe(path.certificates[i]), path.certificates[i].not_after);
    if (path.anchor)
        look_at("the handset's root " + describe(*path.anchor), path.anchor->not_after);
    if (!ending.empty()) {
        Finding finding;
        finding.evidence = {Proof::certificate(0)};
        finding.observed = ending;
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
    .needs = Needs::Chain,
    .run = run,
};

} // namespace easprobe::checks::trust
