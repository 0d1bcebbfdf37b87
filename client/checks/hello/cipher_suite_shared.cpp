// A handset offers a few suites of its age; a server that takes none of them turns it away with an alert.
#include "client/checks/check.h"
#include "client/checks/hello/handshake.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

// RFC 2246 7.2.2
constexpr int handshake_failure_alert = 40;
constexpr int insufficient_security_alert = 71;

Outcome run(const Evidence& evidence, const HandsetProfile& profile)
{
    const Connection& connection = evidence.connection;
    const int alert = connection.alert.value_or(-1);
    const bool refused = alert == handshake_failure_alert || alert == insufficient_security_alert;
    if (refused && connection.chain.empty()) {
        if (!evidence.legacy_tls)
            return NotReached{fmt::format("the server refused the suites of the hello (alert {}); {}",
                                          *connection.alert, offers_less_than_handset)};
        const Source& source = profile.source_of(profile.hello);
        Finding finding;
        finding.observed =
            fmt::format("the server refused every suite of the handset with alert {}", *connection.alert);
        finding.expected = "one of the handset's suites";
        finding.support_code = "0x80072F7D";
        finding.basis = source.kind == SourceKind::Document || source.kind == SourceKind::Seen
                            ? Basis::Observed
                            : Basis::Inferred;
        if (finding.basis == Basis::Inferred)
            finding.source = "suites: " + source.what;
        return finding;
    }
    if (!got_past_hello(evidence))
        return NotReached{"the server did not say which suites it takes"};
    return Passed{connection.cipher_suite.empty() ? "the server agreed on a suite"
                                                  : "the server chose " + printable(connection.cipher_suite),
                  {}};
}

} // namespace

extern const Check cipher_suite_shared;
const Check cipher_suite_shared{
    .id = "hello.cipher-suite-shared",
    .title = "Server and handset share a cipher suite",
    .phase = Phase::Hello,
    .severity = Severity::Blocker,
    .citation = {"RFC 2246", "7.4.1.2; 7.4.1.3"},
    .why = "These handsets know RC4, 3DES and, the later ones, AES with RSA key exchange and SHA-1. A server "
           "without any of them cannot talk to them; the phone says that it cannot connect.",
    .remedy =
        "Allow TLS_RSA_WITH_AES_128_CBC_SHA or TLS_RSA_WITH_3DES_EDE_CBC_SHA on the server, or for these "
        "phones alone on a proxy in front of it.",
    .run = run,
};

} // namespace easprobe::checks::hello
