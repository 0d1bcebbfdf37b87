// A handset compares every certificate of the chain, and its own root, with its own clock.
#include "client/checks/trust/path.h"
#include "client/checks/trust/remedies.h"
#include "protocol/text/iso_time.h"

namespace easprobe::checks::trust {

namespace {

Outcome run(const Case& given)
{
    const DevicePath& path = given.path();
    if (auto finding =
            faults_found(path, {FaultKind::NotYetValid, FaultKind::Expired},
                         "certificates that are valid by the handset's clock", "0x80072F05", nullptr)) {
        finding->remedy = remedy_for_dates(path, given);
        return *finding;
    }
    return Passed{"every certificate of the chain is valid at " +
                      to_iso8601(given.evidence.circumstances.handset_clock),
                  {}};
}

} // namespace

extern const Check dates_valid;
const Check dates_valid{
    .id = "trust.dates-valid",
    .title = "Every certificate of the chain is within its dates",
    .phase = Phase::Trust,
    .severity = Severity::Blocker,
    .citation = {"RFC 5280", "4.1.2.5"},
    .why = "The phone says that the certificate has expired or is not yet valid. A phone whose battery was "
           "empty may also have lost its date.",
    .remedy = "Renew the certificate that is named; where it is the handset's own root, move to a chain "
              "below another root; and check the date on the phone.",
    .needs = Needs::Chain,
    .run = run,
};

} // namespace easprobe::checks::trust
