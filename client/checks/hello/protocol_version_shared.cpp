// A handset speaks TLS 1.0 at most; a server that begins at TLS 1.1 or 1.2 turns it away with an alert.
#include "client/checks/check.h"
#include "client/checks/hello/handshake.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

constexpr int protocol_version_alert = 70; // RFC 2246 7.2.2

Outcome run(const Evidence& evidence, const HandsetProfile& profile)
{
    const Connection& connection = evidence.connection;
    if (connection.alert == protocol_version_alert) {
        Finding finding;
        finding.observed =
            fmt::format("the server answered a hello for {} with the alert protocol_version (70)",
                        profile.hello.highest_version);
        finding.expected = "a server that speaks " + profile.hello.highest_version;
        finding.support_code = "0x80072F7D";
        return finding;
    }
    if (!got_past_hello(evidence))
        return NotReached{"the server did not say which versions it speaks"};
    return Passed{connection.tls_version.empty() ? "the server agreed on a version"
                                                 : "the server speaks " + printable(connection.tls_version),
                  {}};
}

} // namespace

extern const Check protocol_version_shared;
const Check protocol_version_shared{
    .id = "hello.protocol-version-shared",
    .title = "Server and handset share a version of TLS",
    .phase = Phase::Hello,
    .severity = Severity::Blocker,
    .citation = {"RFC 2246", "7.2.2; E"},
    .why = "These handsets know SSL 3.0 and TLS 1.0. A server without both cannot talk to them; the phone "
           "says that "
           "it cannot connect.",
    .remedy = "Allow TLS 1.0 on the server, or for these phones alone on a proxy in front of it.",
    .run = run,
};

} // namespace easprobe::checks::hello
