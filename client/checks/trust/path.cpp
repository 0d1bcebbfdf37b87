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
    std::string request;
    std::vector<std::string> roots; ///< Thumbprints of the handset's own, then those put on it.
    std::vector<std::string> intermediates;

    bool operator==(const Question&) const = default;
};

Question question_of(const Evidence& evidence, const HandsetProfile& profile)
{
    const Circumstances& circumstances = evidence.circumstances;
    Question question{evidence.connection.chain,
                      evidence.target.host,
                      profile.id,
                      circumstances.handset_clock,
                      evidence.offline ? evidence.offline->request : std::string(),
                      {},
                      circumstances.installed_intermediates};
    for (const TrustAnchor& anchor : profile.roots.anchors)
        question.roots.push_back(anchor.sha1_thumbprint);
    question.roots.insert(question.roots.end(), circumstances.installed_roots.begin(),
                          circumstances.installed_roots.end());
    return question;
}

DevicePath answer_to(const Question& question, const Circumstances& circumstances,
                     const HandsetProfile& profile)
{
    if (!question.request.empty())
        return easprobe::trust::judge_request(question.request, question.host, profile);
    return easprobe::trust::build_device_path(question.chain, question.host, profile, circumstances);
}

} // namespace

// A dozen checks ask for the same path one after the other, and each search reads certificates and checks
// signatures: the last answer is kept, a thread. Profiles are told apart by their ids and roots.
DevicePath path_of(const Evidence& evidence, const HandsetProfile& profile)
{
    Question question = question_of(evidence, profile);
    thread_local std::optional<std::pair<Question, DevicePath>> last;
    if (!last || last->first != question) {
        DevicePath path = answer_to(question, evidence.circumstances, profile);
        last.emplace(std::move(question), std::move(path));
    }
    return last->second;
}

std::optional<Outcome> no_path(const DevicePath& path)
{
    if (path.request)
        return NotApplicable{
            "a request has no issuer, no dates and no authority's signature yet; judge the certificate that "
            "comes of it"};
    return no_owner(path);
}

std::optional<Outcome> no_owner(const DevicePath& path)
{
    if (path.owner() == nullptr)
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
