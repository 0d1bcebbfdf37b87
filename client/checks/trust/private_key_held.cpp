// The server proves with the handshake that it has the key of its certificate.
#include "client/checks/trust/path.h"
#include "protocol/text/printable.h"
#include "protocol/tls/cipher_suites.h"
#include "protocol/tls/version.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::checks::trust {

namespace {

/// Why no handshake of ours can be completed where the handset's could; empty when it can. The server has
/// answered the handset's own hello, and the exchange runs over a TLS library that may have less to offer.
std::string beyond_this_build(const Case& given)
{
    if (given.evidence.hellos.empty() || !given.evidence.hellos.front().answered())
        return {};
    const tls::ServerFlight& flight = given.evidence.hellos.front().flight;
    if (!tls::openssl_suite_name(*flight.suite).empty() && given.evidence.legacy_tls)
        return {};
    return fmt::format(
        "the server chose {} and {}, which the TLS library of this build ({}) may not be able to "
        "complete",
        tls::version_name(*flight.version), tls::suite_name(*flight.suite),
        printable(given.evidence.tls_library));
}

Finding no_key(std::string observed)
{
    Finding finding;
    finding.evidence = {Proof::certificate(0)};
    finding.observed = std::move(observed);
    finding.expected = "the certificate's private key beside it";
    finding.remedy =
        "Export the certificate again on the machine where it was requested, and answer 'Yes, export "
        "the private key'; a server without that key cannot use the certificate, and over-the-air "
        "synchronisation will not work.";
    return finding;
}

Finding damaged_request()
{
    Finding finding;
    finding.evidence = {Proof::certificate(0)};
    finding.observed = "the request is not signed with the key that it asks a certificate for";
    finding.expected = "a request that proves its key";
    finding.remedy = "The request is damaged, and an authority will refuse it: make it again.";
    return finding;
}

/// What files say of the key, before a server has it.
Outcome key_in_files(const OfflineCertificate& offline, const DevicePath& path)
{
    using PrivateKey = OfflineCertificate::PrivateKey;
    if (path.request && !path.request->proves_private_key)
        return damaged_request();
    switch (offline.private_key) {
    case PrivateKey::Matches:
        return Passed{"the private key is there and is the certificate's", {}};
    case PrivateKey::Missing:
        return no_key("the backup was made without the private key");
    case PrivateKey::OfAnother:
        return no_key("the private key that is there is not that of the certificate");
    case PrivateKey::NotGiven:
        break;
    }
    if (path.request)
        return Passed{"the request is signed with its own key", {}};
    return NotApplicable{"whether the server has the key shows in the handshake, or in a PFX of both"};
}

Outcome run(const Case& given)
{
    if (given.evidence.offline)
        return key_in_files(*given.evidence.offline, given.path());
    const Connection& connection = given.evidence.connection;
    if (connection.handshake_completed)
        return Passed{"the handshake was completed with the certificate's key", {}};
    if (!easprobe::trust::handset_accepts(connection.chain, given.evidence.target.host, given.handset,
                                          given.evidence.circumstances) &&
        !given.evidence.circumstances.press_on)
        return NotReached{"the handset refused the certificate before its key was used"};
    const TransportFailure::Kind kind =
        connection.failure ? connection.failure->kind : TransportFailure::Kind::DeadlineReached;
    if (kind == TransportFailure::Kind::DeadlineReached || kind == TransportFailure::Kind::Interrupted)
        return NotReached{"the run ended before the certificate's key was used"};
    if (std::string reason = beyond_this_build(given); !reason.empty())
        return NotReached{std::move(reason)};
    if (!given.evidence.hellos.empty() && !given.evidence.hellos.front().answered())
        return NotReached{"the handset's hello was refused"};
    if (!given.evidence.hellos.empty() && given.evidence.hellos.front().flight.certificate_request)
        return NotReached{"the server demanded a certificate of the client's first"};
    Finding finding;
    finding.evidence = {Proof::certificate(0)};
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
