// A handset trusts the roots in its own store and no other; it cannot look for one elsewhere.
#include "client/checks/trust/path.h"
#include "client/checks/trust/remedies.h"

namespace easprobe::checks::trust {

namespace {

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    const Ground ground{"roots of the handset", given.handset.source_of(given.handset.trust)};
    if (auto finding = faults_found(path, {FaultKind::UnknownRoot},
                                    "a chain that ends in a root of the handset", "0x80072F0D", &ground)) {
        finding->remedy = remedy_for_unknown_root(path, given);
        return *finding;
    }
    if (!path.anchor)
        return NotReached{"the chain breaks off before it comes to a root"};
    return Passed{"the chain ends in the handset's root " + describe(*path.anchor), {}};
}

} // namespace

extern const Check root_on_device;
const Check root_on_device{
    .id = "trust.root-on-device",
    .title = "The chain ends in a root that is on the handset",
    .phase = Phase::Trust,
    .severity = Severity::Blocker,
    .citation = {"Microsoft Remote Connectivity Analyzer", "windows-mobile-root-certificates"},
    .why = "The phone says that the security certificate on the server is not valid, and synchronises "
           "nothing. A private or a young public authority is not in its ROM.",
    .remedy =
        "Put the root on the handset: `easprobe root-cab root.cer -o root.cab` makes a file that installs "
        "with a tap; or use a certificate from an authority that is already on it (`easprobe profiles "
        "NAME` lists them). Try it first with --install-root.",
    .needs = Needs::Chain,
    .run = run,
};

} // namespace easprobe::checks::trust
