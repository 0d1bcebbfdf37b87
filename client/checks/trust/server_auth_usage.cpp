// A certificate may say what it is for; a server's must not leave servers out.
#include "client/checks/trust/path.h"

namespace easprobe::checks::trust {

namespace {

Outcome run(const Evidence& evidence, const HandsetProfile& profile)
{
    const DevicePath path = path_of(evidence, profile);
    if (auto nothing = unreadable(path))
        return *nothing;
    const Ground ground{"usage", profile.source_of(profile.trust.usage)};
    if (auto finding = faults_found(path, {FaultKind::NotForServers},
                                    "an extended key usage with serverAuth, or none", "0x80072F0D", &ground))
        return *finding;
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
    .run = run,
};

} // namespace easprobe::checks::trust
