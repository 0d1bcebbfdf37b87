// A handset fetches nothing: what lies between the server's certificate and the root must come with the
// handshake.
#include "client/checks/trust/path.h"
#include "client/checks/trust/remedies.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::trust {

namespace {

/// Before any server has it, what is missing is missing in the files.
void say_of_files(const DevicePath& path, const OfflineCertificate& offline, Finding& finding)
{
    const x509::Certificate& own = path.certificates.front();
    finding.observed =
        fmt::format("{} was issued by '{}', which is not in the file{} and the handset does not have{}",
                    describe(own), printable(own.issuer, 200), offline.files.size() > 1 ? "s" : "",
                    path.near_miss.empty() ? "" : " (" + path.near_miss + ")");
    finding.expected = "every certificate between the server's own and the root, in the file, for the server "
                       "to send";
}

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    if (auto finding =
            faults_found(path, {FaultKind::MissingIntermediate},
                         "every certificate between the server's own and the root, sent by the server",
                         "0x80072F0D", nullptr)) {
        if (given.evidence.offline)
            say_of_files(path, *given.evidence.offline, *finding);
        finding->remedy = remedy_for_missing_intermediate(path);
        return *finding;
    }
    return Passed{path.certificates.size() == 1
                      ? "the server's own certificate is all of the chain"
                      : fmt::format("{} certificates lead from the server's own to the end of the chain",
                                    path.certificates.size()),
                  {}};
}

} // namespace

extern const Check intermediates_sent;
const Check intermediates_sent{
    .id = "trust.intermediates-sent",
    .title = "The server sends the intermediate certificates",
    .phase = Phase::Trust,
    .severity = Severity::Blocker,
    .citation = {"Microsoft Remote Connectivity Analyzer", "missing-intermediate-certificates-chain"},
    .why = "A desktop browser fetches a missing intermediate or has it from elsewhere, so nobody notices; "
           "the phone does not and says that the certificate is not valid.",
    .remedy = "Install the missing intermediate in the server's store of intermediate authorities and "
              "restart the web service (or put it into the chain file of the proxy in front of it). Where "
              "the issuer is itself a root, put that root on the handset.",
    .needs = Needs::Chain,
    .run = run,
};

} // namespace easprobe::checks::trust
