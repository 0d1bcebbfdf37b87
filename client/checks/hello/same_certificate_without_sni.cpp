// The handset names no server in its hello; a virtual host may hand it another certificate than today's
// clients.
#include "client/checks/hello/diagnosis.h"
#include "client/trust/device_path.h"

#include <fmt/format.h>

namespace easprobe::checks::hello {

namespace {

std::string named_by(const std::vector<std::string>& chain)
{
    const auto leaf = chain.empty() ? std::nullopt : std::optional(x509::read_certificate(chain.front()));
    return leaf && *leaf ? easprobe::trust::describe(**leaf) : std::string("one that cannot be read");
}

Outcome run(const Case& given)
{
    const Diagnosis diagnosis = diagnose(given);
    Finding finding;
    finding.evidence = proofs_of(diagnosis);
    finding.support_code = "0x80072F0D";
    if (diagnosis.trouble == Trouble::ServerName) {
        finding.observed = "the server met a hello without a server name so: it " + reaction(*diagnosis.own);
        if (diagnosis.telling != nullptr)
            finding.observed += "; the same hello with the name it " + reaction(*diagnosis.telling);
        finding.expected = "an answer to a hello without a server name";
        finding.support_code = "0x80072F7D";
        return finding;
    }
    if (diagnosis.trouble != Trouble::None)
        return otherwise(given, diagnosis, "the handset was handed a certificate it accepts");
    const HelloProbe* named = find_hello(given, hello_names::server_name);
    const std::vector<std::string>& own = diagnosis.own->flight.chain;
    if (named == nullptr)
        return Passed{diagnosis.own->hello.server_name.empty()
                          ? "the handset accepts the certificate it is handed without a server name"
                          : "the handset sends a server name",
                      {}};
    if (!named->answered() || named->flight.chain == own)
        return Passed{"with a server name it is the same certificate", {}};
    const bool decides = easprobe::trust::handset_accepts(named->flight.chain, given.evidence.target.host,
                                                          given.handset, given.evidence.circumstances);
    finding.severity = decides ? Severity::Blocker : Severity::Advice;
    finding.observed = fmt::format("without a server name the handset is handed {}; with it, {}",
                                   named_by(own), named_by(named->flight.chain));
    finding.expected = "the same certificate for clients that send no server name";
    return finding;
}

} // namespace

extern const Check same_certificate_without_sni;
const Check same_certificate_without_sni{
    .id = "hello.same-certificate-without-sni",
    .title = "The certificate does not hang on a server name in the hello",
    .phase = Phase::Hello,
    .severity = Severity::Blocker,
    .citation = {"RFC 6066", "3"},
    .why = "The TLS of these handsets has no server name indication: of a server with several sites on one "
           "address they get the certificate of its default site.",
    .remedy = "Make the ActiveSync site the default one of this address, or give it an address of its own.",
    .run = run,
};

} // namespace easprobe::checks::hello
