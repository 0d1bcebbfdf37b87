// A certificate may say what it is for; a server's must not leave servers out.
#include "client/checks/trust/path.h"

#include <fmt/format.h>

namespace easprobe::checks::trust {

namespace {

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    const Ground ground{"usage", given.handset.source_of(given.handset.trust.usage)};
    if (auto finding = faults_found(path, {FaultKind::NotForServers},
                                    "key usages with what a server needs, or none", "0x80072F0D", &ground))
        return *finding;
    if (!path.request && path.certificates.front().is_ca) {
        Finding finding;
        finding.evidence = {Proof::certificate(0)};
        finding.severity = Severity::Advice;
        finding.observed = fmt::format("the server shows {}, which may itself issue certificates, as its own",
                                       describe(path.certificates.front()));
        finding.expected = "a certificate that is a server's and no authority's";
        finding.remedy = "The handset takes it; but whoever gets at this server's key can then make "
                         "certificates for any name. Issue a certificate of its own to the server.";
        return finding;
    }
    return Passed{"the certificate may be used by a server", {}};
}

} // namespace

extern const Check server_auth_usage;
const Check server_auth_usage{
    .id = "trust.server-auth-usage",
    .title = "The certificate may be used by a server",
    .phase = Phase::Trust,
    .severity = Severity::Blocker,
    .citation = {"RFC 5280", "4.2.1.12"},
    .why = "A certificate that was issued for something else, such as a client or mail, is refused as not "
           "valid.",
    .remedy =
        "Get a certificate from the web server template, with server authentication among its purposes.",
    .needs = Needs::Certificate,
    .run = run,
};

} // namespace easprobe::checks::trust
