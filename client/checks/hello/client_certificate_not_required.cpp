// The handset logs in with a name and a password; a server that demands a certificate of it lets it go no
// further.
#include "client/checks/hello/diagnosis.h"
#include "protocol/tls/alert.h"

#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

Outcome run(const Case& given)
{
    const Diagnosis diagnosis = diagnose(given);
    if (diagnosis.trouble != Trouble::None)
        return otherwise(given, diagnosis, "a channel came to be without a certificate of the client's");
    if (!diagnosis.own->flight.certificate_request)
        return Passed{"the server asked for no certificate", {}};
    const Connection& connection = given.evidence.connection;
    if (connection.handshake_completed)
        return Passed{"the server asked for a certificate and did without one", {}};
    const bool refused =
        connection.failure && (connection.failure->kind == TransportFailure::Kind::TlsFailed ||
                               connection.failure->kind == TransportFailure::Kind::Closed);
    if (!refused)
        return NotReached{"the server asked for a certificate, and the handshake ended before one was due"};
    Finding finding;
    finding.evidence = proofs_of(diagnosis);
    finding.observed = "the server asked for a certificate of the client's and broke off without one";
    if (connection.alert)
        finding.observed +=
            fmt::format(" (alert {})", tls::alert_name(static_cast<std::uint8_t>(*connection.alert)));
    finding.expected = "a server that takes a name and a password";
    finding.support_code = "0x80072F0C";
    return finding;
}

} // namespace

extern const Check client_certificate_not_required;
const Check client_certificate_not_required{
    .id = "hello.client-certificate-not-required",
    .title = "The server does not demand a certificate of the handset",
    .phase = Phase::Hello,
    .severity = Severity::Blocker,
    .citation = {"RFC 2246", "7.4.4; 7.4.6"},
    .why = "A handset that was given no certificate of its own cannot answer such a demand; it says that the "
           "server requires one.",
    .remedy = "Set the ActiveSync directory to ignore client certificates, or to accept them; do not require "
              "them.",
    .run = run,
};

} // namespace easprobe::checks::hello
