// A handset checks the signatures of the chain and knows only the algorithms of its age.
#include "client/checks/trust/path.h"

namespace easprobe::checks::trust {

namespace {

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    const Ground ground{"signature algorithms", given.handset.source_of(given.handset.trust.signatures)};
    if (auto finding = faults_found(path, {FaultKind::UnknownSignatureAlgorithm},
                                    "signatures that this handset can check", "0x80072F0D", &ground))
        return *finding;
    if (const auto unchecked = path.faults_of(FaultKind::UncheckedSignature); !unchecked.empty())
        return NotReached{unchecked.front()->text};
    return Passed{"every signature of the chain is of a kind the handset knows", {}};
}

} // namespace

extern const Check signature_algorithm_known;
const Check signature_algorithm_known{
    .id = "trust.signature-algorithm-known",
    .title = "The handset knows the chain's signature algorithms",
    .phase = Phase::Trust,
    .severity = Severity::Blocker,
    .citation = {"RFC 5280", "4.1.1.2"},
    .why = "A chain signed with SHA-2 cannot be verified by the phone: it says that the certificate is not "
           "valid, though the root is on it.",
    .remedy = "Use a chain that is signed with SHA-1 from end to end; public authorities sell none any more, "
              "so take one of your own for these handsets, or put a proxy with one in front of the server.",
    .needs = Needs::Chain,
    .run = run,
};

} // namespace easprobe::checks::trust
