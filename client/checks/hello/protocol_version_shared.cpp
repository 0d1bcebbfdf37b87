// A handset speaks SSL 3.0 and TLS 1.0; a server that begins at TLS 1.1 or 1.2 turns it away.
#include "client/checks/hello/diagnosis.h"
#include "protocol/tls/version.h"

#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

std::string because_of(const Diagnosis& diagnosis)
{
    if (diagnosis.telling == nullptr)
        return {};
    const tls::ClientHello& other = diagnosis.telling->hello;
    return fmt::format("; a hello for {} it {}", tls::version_name(other.version),
                       reaction(*diagnosis.telling));
}

Outcome run(const Case& given)
{
    const Diagnosis diagnosis = diagnose(given);
    const bool forbidden = diagnosis.trouble == Trouble::SecurityLevel;
    if (diagnosis.trouble != Trouble::NoVersion && !forbidden)
        return otherwise(given, diagnosis, "the server agreed on a version");
    Finding finding;
    finding.evidence = proofs_of(diagnosis);
    finding.observed =
        fmt::format("the server met the handset's hello for {} so: it {}{}",
                    given.handset.hello.highest_version, reaction(*diagnosis.own), because_of(diagnosis));
    finding.expected = "a server that speaks " + given.handset.hello.highest_version;
    finding.support_code = "0x80072F7D";
    if (forbidden)
        finding.remedy =
            "The server's library knows TLS 1.0 and a security setting forbids it: allow it there "
            "(for OpenSSL a security level of 0, @SECLEVEL=0), or on a proxy in front of it.";
    return finding;
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
           "says that it cannot connect.",
    .remedy = "Allow TLS 1.0 on the server, or for these phones alone on a proxy in front of it.",
    .run = run,
};

} // namespace easprobe::checks::hello
