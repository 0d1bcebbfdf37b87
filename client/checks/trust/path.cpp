#include "client/checks/trust/path.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::checks::trust {

NotApplicable not_of_a_request()
{
    return {"a request has no issuer, no dates and no authority's signature yet; judge the certificate that "
            "comes of it"};
}

std::optional<Finding> faults_found(const DevicePath& path, std::initializer_list<FaultKind> kinds,
                                    std::string expected, std::string support_code, const Ground* ground)
{
    std::string observed;
    std::vector<Proof> evidence;
    for (const FaultKind kind : kinds)
        for (const auto* fault : path.faults_of(kind)) {
            observed += (observed.empty() ? "" : "; ") + fault->text;
            if (fault->certificate < path.certificates.size())
                evidence.push_back(Proof::certificate(fault->certificate));
        }
    if (observed.empty())
        return std::nullopt;
    Finding finding;
    finding.observed = std::move(observed);
    finding.evidence = std::move(evidence);
    finding.expected = std::move(expected);
    finding.support_code = std::move(support_code);
    if (ground != nullptr &&
        (ground->source.kind == SourceKind::Inferred || ground->source.kind == SourceKind::SecondHand)) {
        finding.basis = Basis::Inferred;
        finding.source = fmt::format("{}: {} ({})", ground->what, ground->source.what, ground->source.where);
    }
    return finding;
}

} // namespace easprobe::checks::trust
