// The server proves with the handshake that it has the key of its certificate.
#include "client/checks/trust/path.h"
#include "protocol/text/printable.h"
#include "protocol/tls/cipher_suites.h"
#include "protocol/tls/version.h"

#include <fmt/format.h>

namespace easprobe::checks::trust {

namespace {

/// Why no handshake of ours can be completed where the handset's could; empty when it can. The server has
/// answered the handset's own hello, and the exchange runs over a TLS library that may have less to offer.
std::string beyond_this_build(const Evidence& evidence)
{
    if (evidence.hellos.empty() || !evidence.hellos.front().answered())
        return {};
    const tls::ServerFlight& flight = evidence.hellos.front().flight;
    if (!tls::openssl_suite_name(*flight.suite).empty() && evidence.legacy_tls)
        return {};
    return fmt::format(
        "the server chose {} and {}, which the TLS library of this build ({}) may not be able to "
        "complete",
        tls::version_name(*flight.version), tls::suite_name(*flight.suite), printable(evidence.tls_library));
}

Outcome run(const Evidence& evidence, const HandsetProfile& profile)
{
    const Connection& connection = evidence.connection;
    if (connection.handshake_completed)
        return Passed{"the handshake was completed with the certificate's key", {}};
    if (!easprobe::trust::handset_accepts(connection.chain, evidence.target.host, profile,
                                          evidence.circumstances) &&
        !evidence.circumstances.press_on)
        return NotReached{"the handset refused the certificate before its key was used"};
    const TransportFailure::Kind kind =
        connection.failure ? connection.failure->kind : TransportFailure::Kind::DeadlineReached;
    if (kind == TransportFailure::Kind::DeadlineReached)
        return NotReached{"the run ended before the certificate's key was used"};
    if (std::string reason = beyond_this_build(evidence); !reason.empty())
        return NotReached{std::move(reason)};
    if (!evidence.hellos.empty() && !evidence.hellos.front().answered())
        return NotReached{"the handset's hello was refused"};
    if (!evidence.hellos.empty() && evidence.hellos.front().flight.certificate_request)
        return NotReached{"the server demanded a certificate of the client's first"};
    Finding finding;
    finding.observed = "the server sent its certificate and the handshake failed where its key is used";
    if (!connection.failure->detail.empty())
        finding.observed += " (" + printable(connection.failure->detail) + ")";
    finding.expected = "a handshake that the server completes with the certificate's key";
    finding.support_code = "0x80072F7D";
    return finding;
}

} // namespace

extern const Check private_key_held;
const Check private_key_held{
    .id = "trust.private-key-held",
    .title = "The server holds the private key of its certificate",
    .phase = Phase::Trust,
    .severity = Severity::Blocker,
    .citation = {"RFC 5246", "7.4.7.1"},
    .why = "A certificate that was imported without its private key, or a key its service may not read, "
           "makes the server break off the handshake; the phone says that it cannot connect.",
    .remedy = "Import the certificate together with its private key (a .pfx file), and let the web service "
              "read the key.",
    .run = run,
};

} // namespace easprobe::checks::trust
