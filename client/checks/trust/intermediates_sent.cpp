// A handset fetches nothing: what lies between the server's certificate and the root must come with the
// handshake.
#include "client/checks/trust/path.h"
#include "client/checks/trust/remedies.h"

#include <fmt/format.h>

namespace easprobe::checks::trust {

namespace {

Outcome run(const Evidence& evidence, const HandsetProfile& profile)
{
    const DevicePath path = path_of(evidence, profile);
    if (auto nothing = no_path(path))
        return *nothing;
    if (auto finding =
            faults_found(path, {FaultKind::MissingIntermediate},
                         "every certificate between the server's own and the root, sent by the server",
                         "0x80072F0D", nullptr)) {
        finding->remedy = remedy_for_missing_intermediate(path);
        return *finding;
    }
    return Passed{fmt::format("{} certificates lead from the server's own to the end of the chain",
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
    .run = run,
};

} // namespace easprobe::checks::trust
