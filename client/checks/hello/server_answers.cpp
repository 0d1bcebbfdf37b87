// A server, or what stands in front of it, must answer the handset's hello, which looks like none of today's.
#include "client/checks/hello/diagnosis.h"

#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

bool is_ours(Trouble trouble)
{
    return trouble == Trouble::HangsUp || trouble == Trouble::Silent || trouble == Trouble::NotTls ||
           trouble == Trouble::Malformed;
}

/// Silence to every hello is not about the handset's: it is seen from this machine, as a filtered port is.
void judge_silence(Finding& finding, const Case& given)
{
    finding.observed += ", and to a hello of today it said nothing either";
    finding.support_code = "0x80072EE2";
    finding.remedy =
        fmt::format("Something takes connections on port {} and speaks no TLS there. Check that it is "
                    "the port of the secure site and not of the plain one, and what stands in front "
                    "of the server.",
                    given.evidence.target.port);
    if (!given.evidence.circumstances.same_network)
        finding.severity = Severity::CouldNotTell;
}

Outcome run(const Case& given)
{
    const Diagnosis diagnosis = diagnose(given);
    if (!is_ours(diagnosis.trouble)) {
        if (diagnosis.own != nullptr && diagnosis.own->flight.alert)
            return Passed{fmt::format("the server {}", reaction(*diagnosis.own)), {}};
        return otherwise(given, diagnosis, "the server answered the hello");
    }
    Finding finding;
    finding.evidence = proofs_of(diagnosis);
    finding.expected = "a ServerHello";
    finding.support_code = "0x80072F7D";
    if (diagnosis.trouble == Trouble::NotTls) {
        finding.observed = fmt::format("what listens on port {} does not speak TLS: it {}",
                                       given.evidence.target.port, reaction(*diagnosis.own));
        finding.remedy =
            "Give the port of the secure site (443), or bind a certificate to the site on this port.";
        return finding;
    }
    finding.observed = "the server met the handset's hello so: it " + reaction(*diagnosis.own);
    if (diagnosis.telling != nullptr)
        finding.observed += "; a hello of today it " + reaction(*diagnosis.telling);
    else if (diagnosis.trouble == Trouble::HangsUp)
        finding.observed += ", and no other hello was answered either";
    else if (diagnosis.trouble == Trouble::Silent)
        judge_silence(finding, given);
    if (diagnosis.trouble == Trouble::Malformed)
        finding.remedy = "Find out what answers on this port; it is no server of SSL 3.0 or TLS 1.0 that a "
                         "client could go on with.";
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
           "phone says that it cannot connect to the server.",
    .remedy =
        "Look at what stands in front of the server (load balancer, inspecting firewall) and allow TLS 1.0 "
        "and clients without a server name there.",
    .run = run,
};

} // namespace easprobe::checks::hello
