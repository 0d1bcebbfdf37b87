// The server's name must lead to an address. This machine's network is not the phone's, so a failure here
// says nothing for certain.
#include "client/checks/check.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::connect {

namespace {

Outcome run(const Case& given)
{
    const Connection& connection = given.evidence.connection;
    if (!connection.failure || connection.failure->kind != TransportFailure::Kind::NameNotResolved)
        return connection.address.empty() ? Passed{"the name led to the server", {}}
                                          : Passed{"the name leads to " + printable(connection.address), {}};
    Finding finding;
    finding.evidence = {Proof::endpoint(given.evidence.target.host)};
    finding.observed = fmt::format("the name {} has no address ({})", printable(given.evidence.target.host),
                                   printable(connection.failure->detail));
    finding.expected = "a name that the phone's network can resolve";
    finding.support_code = "0x80072EE7";
    if (given.evidence.circumstances.same_network)
        finding.severity = Severity::Blocker;
    finding.remedy =
        "Check the spelling; publish the name in the public DNS. To test by address, use --resolve.";
    if (!given.evidence.circumstances.same_network)
        finding.remedy += " If this machine sees what the phone sees, say so with --same-network.";
    return finding;
}

} // namespace

extern const Check name_resolves;
const Check name_resolves{
    .id = "connect.name-resolves",
    .title = "The server's name has an address",
    .phase = Phase::Connect,
    .severity = Severity::CouldNotTell,
    .citation = {"RFC 1035", "4.1.1 (RCODE)"},
    .why =
        "The phone says that it cannot find the server. A name that only the company's own DNS knows is not "
        "found from a mobile network.",
    .remedy = "Check the spelling; publish the name in the public DNS. To test by address, use --resolve. If "
              "this machine sees what the phone sees, say so with --same-network.",
    .run = run,
};

} // namespace easprobe::checks::connect
