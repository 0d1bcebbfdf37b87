#include "client/checks/trust/path.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::checks::trust {

namespace {

/// Everything that a path depends on, but the profile.
struct Question {
    std::vector<std::string> chain;
    std::string host;
    std::string profile;
    x509::Time clock;
    std::vector<std::string> roots;
    std::vector<std::string> intermediates;

    bool operator==(const Question&) const = default;
};

} // namespace

// A dozen checks ask for the same path one after the other, and each search reads certificates and checks
// signatures: the last answer is kept, a thread. Profiles are told apart by their ids.
DevicePath path_of(const Evidence& evidence, const HandsetProfile& profile)
{
    const Circumstances& circumstances = evidence.circumstances;
    Question question{
        evidence.connection.chain,   evidence.target.host,          profile.id,
        circumstances.handset_clock, circumstances.installed_roots, circumstances.installed_intermediates};
    thread_local std::optional<std::pair<Question, DevicePath>> last;
    if (!last || last->first != question)
        last.emplace(std::move(question),
                     easprobe::trust::build_device_path(evidence.connection.chain, evidence.target.host,
                                                        profile, circumstances));
    return last->second;
}

std::optional<NotReached> unreadable(const DevicePath& path)
{
    if (path.certificates.empty())
        return NotReached{"the server's own certificate cannot be read"};
    return std::nullopt;
}

std::optional<Finding> faults_found(const DevicePath& path, std::initializer_list<FaultKind> kinds,
                                    std::string expected, std::string support_code, const Ground* ground)
{
    std::string observed;
    for (const FaultKind kind : kinds)
        for (const auto* fault : path.faults_of(kind))
            observed += (observed.empty() ? "" : "; ") + fault->text;
    if (observed.empty())
        return std::nullopt;
    Finding finding;
    finding.observed = std::move(observed);
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
