// A handset can use keys of some kinds and sizes only.
#include "client/checks/trust/path.h"

namespace easprobe::checks::trust {

namespace {

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    const Ground ground{"keys", given.handset.source_of(given.handset.trust.keys)};
    if (auto finding = faults_found(path, {FaultKind::UnusableKey}, "keys that this handset can use",
                                    "0x80072F0D", &ground))
        return *finding;
    return Passed{"every key of the chain is of a kind the handset can use", {}};
}

} // namespace

extern const Check key_usable;
const Check key_usable{
    .id = "trust.key-usable",
    .title = "The handset can use the chain's keys",
    .phase = Phase::Trust,
    .severity = Severity::Blocker,
    .citation = {"RFC 5280", "4.1.2.7"},
    .why = "The phone knows no elliptic curves: it can neither verify such a certificate nor exchange keys "
           "with such a server.",
    .remedy = "Use certificates with RSA keys of up to 2048 bits.",
    .needs = Needs::Certificate,
    .run = run,
};

} // namespace easprobe::checks::trust
