// A handset compares the name it was given with the names in the certificate, by the rules of its version.
#include "client/checks/trust/path.h"
#include "client/checks/trust/remedies.h"

#include "client/trust/names.h"

#include <fmt/format.h>

namespace easprobe::checks::trust {

namespace {

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    const Ground ground{"names", given.handset.source_of(given.handset.trust.names)};
    if (given.evidence.target.host.empty() &&
        easprobe::trust::names_that_count(*path.owner(), {}, given.handset.trust.names).empty()) {
        Finding finding;
        finding.evidence = {Proof::certificate(0)};
        finding.observed = "there is no name in it that this handset looks at";
        finding.expected = "the name that the phones are given as the server";
        finding.support_code = "0x80072F06";
        return finding;
    }
    if (given.evidence.target.host.empty())
        return NotApplicable{"no name to compare it with was given (--host); it is for " +
                             easprobe::trust::names_in_words(*path.owner(), {}, given.handset.trust.names)};
    if (auto finding = faults_found(path, {FaultKind::WrongName},
                                    fmt::format("a certificate for {}", given.evidence.target.host),
                                    "0x80072F06", &ground)) {
        finding->remedy = remedy_for_wrong_name(path, given);
        return *finding;
    }
    return Passed{"the certificate is for " + given.evidence.target.host, {}};
}

} // namespace

extern const Check name_matches;
const Check name_matches{
    .id = "trust.name-matches",
    .title = "The certificate is for the server's name",
    .phase = Phase::Trust,
    .severity = Severity::Blocker,
    .citation = {"Microsoft Remote Connectivity Analyzer", "ssl-certificate-name-mismatch"},
    .why = "The phone says that the certificate does not match the server's name (some versions: that it is "
           "not valid) and stops.",
    .remedy = "Enter the name in the certificate as the server on the phone, or get a certificate for the "
              "name that the phones use.",
    .needs = Needs::Certificate,
    .run = run,
};

} // namespace easprobe::checks::trust
