// The server must take connections on its port. A firewall may answer this machine otherwise than the phone.
#include "client/checks/check.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::connect {

namespace {

Outcome run(const Case& given)
{
    const Connection& connection = given.evidence.connection;
    const auto kind = connection.failure ? connection.failure->kind : TransportFailure::Kind::Other;
    if (kind == TransportFailure::Kind::NameNotResolved)
        return NotReached{"the name led to no address"};
    const bool refused = kind == TransportFailure::Kind::ConnectionRefused;
    const bool silent = kind == TransportFailure::Kind::Unreachable ||
                        (kind == TransportFailure::Kind::TimedOut && !connection.connected);
    if (!refused && !silent) {
        if (connection.failure && !connection.connected)
            return NotReached{"no connection was tried to its end: " + printable(connection.failure->detail)};
        return Passed{fmt::format("port {} takes connections", given.evidence.target.port), {}};
    }
    Finding finding;
    finding.evidence = {
        Proof::endpoint(fmt::format("{}:{}", given.evidence.target.host, given.evidence.target.port))};
    finding.observed = fmt::format(
        "port {} of {} {} ({})", given.evidence.target.port, printable(given.evidence.target.host),
        refused ? "refuses connections" : "does not answer", printable(connection.failure->detail));
    finding.expected = "a connection";
    finding.support_code = refused ? "0x80072EFD" : "0x80072EE2";
    if (given.evidence.circumstances.same_network)
        finding.severity = Severity::Blocker;
    finding.remedy =
        "Check that the web service runs and that the firewall publishes this port (443 for phones).";
    if (!given.evidence.circumstances.same_network)
        finding.remedy += " If this machine sees what the phone sees, say so with --same-network.";
    return finding;
}

} // namespace

extern const Check port_open;
const Check port_open{
    .id = "connect.port-open",
    .title = "The server takes connections on its port",
    .phase = Phase::Connect,
    .severity = Severity::CouldNotTell,
    .citation = {"RFC 9293", "3.5"},
    .why = "Nothing listens there, or a firewall is in the way; the phone says that it cannot connect to the "
           "server.",
    .remedy =
        "Check that the web service runs and that the firewall publishes this port (443 for phones). If "
        "this machine sees what the phone sees, say so with --same-network.",
    .run = run,
};

} // namespace easprobe::checks::connect
