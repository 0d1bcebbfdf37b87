// A handset offers a few suites of its age; a server that takes none of them turns it away.
#include "client/checks/hello/diagnosis.h"
#include "protocol/tls/cipher_suites.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

/// The best of the handset's own suites, in the order in which an administrator of today would allow them.
std::string remedy_for(const HandsetProfile& profile)
{
    constexpr std::array<std::uint16_t, 4> best = {0x002f, 0x0035, 0x000a, 0x0005}; // AES, AES, 3DES, RC4.
    std::string suites;
    for (const std::uint16_t suite : best)
        if (std::ranges::find(profile.hello.suites, suite) != profile.hello.suites.end())
            suites += (suites.empty() ? "" : " or ") + tls::suite_name(suite);
    return fmt::format("Allow {} on the server, or for these phones alone on a proxy in front of it.",
                       suites);
}

Outcome run(const Case& given)
{
    const Diagnosis diagnosis = diagnose(given);
    if (diagnosis.trouble != Trouble::NoSuite && diagnosis.trouble != Trouble::Refused)
        return otherwise(given, diagnosis, "the server agreed on a suite");
    Finding finding;
    finding.evidence = proofs_of(diagnosis);
    finding.observed = "the server met the handset's suites so: it " + reaction(*diagnosis.own);
    if (diagnosis.telling != nullptr)
        finding.observed += "; a hello with other suites it " + reaction(*diagnosis.telling);
    else if (diagnosis.trouble == Trouble::Refused)
        finding.observed += ", and no other hello was answered either";
    finding.expected = "one of the handset's suites";
    finding.remedy = remedy_for(given.handset);
    finding.support_code = "0x80072F7D";
    rest_on_hello_facts(finding, given.handset);
    return finding;
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
