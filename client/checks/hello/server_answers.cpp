// A server, or what stands in front of it, must answer the handset's hello, which looks like none of today's.
#include "client/checks/check.h"
#include "client/checks/hello/handshake.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    const Connection& connection = evidence.connection;
    if (got_past_hello(evidence))
        return Passed{"the server answered the hello", {}};
    if (connection.alert)
        return Passed{fmt::format("the server answered the hello with alert {}", *connection.alert), {}};
    if (!connection.failure || connection.failure->kind == TransportFailure::Kind::DeadlineReached)
        return NotReached{"the run ended before the hello was answered"};
    Finding finding;
    finding.expected = "a ServerHello";
    finding.support_code = "0x80072F7D";
    const bool is_tls = looks_like_tls(connection.first_bytes);
    if (!connection.first_bytes.empty() && !is_tls) {
        finding.observed = fmt::format("what listens on port {} does not speak TLS: it answered '{}'",
                                       evidence.target.port, printable(connection.first_bytes));
        finding.remedy =
            "Give the port of the secure site (443), or bind a certificate to the site on this port.";
        return finding;
    }
    if (connection.failure->kind == TransportFailure::Kind::TimedOut) {
        finding.observed = "the server took the connection and left the hello without an answer";
        return finding;
    }
    finding.observed =
        fmt::format("the server {} ({})", is_tls ? "broke the handshake off" : "closed on the hello",
                    printable(connection.failure->detail));
    if (!evidence.legacy_tls) {
        finding.severity = Severity::CouldNotTell;
        finding.observed += "; " + std::string(offers_less_than_handset);
    }
    return finding;
}

} // namespace

extern const Check server_answers;
const Check server_answers{
    .id = "hello.server-answers",
    .title = "The server answers the handset's hello",
    .phase = Phase::Hello,
    .severity = Severity::Blocker,
    .citation = {"RFC 2246", "7.4.1"},
    .why = "A TLS 1.0 hello without extensions is refused by some servers and middleboxes by hanging up. The "
           "phone "
           "says that it cannot connect to the server.",
    .remedy =
        "Look at what stands in front of the server (load balancer, inspecting firewall) and allow TLS 1.0 "
        "and clients without a server name there.",
    .run = run,
};

} // namespace easprobe::checks::hello
