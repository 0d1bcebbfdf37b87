// A server orders a remote wipe in the answer to Provision. A real handset carries it out at once; this one
// never confirms it.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/eas/provision.h"

namespace easprobe::checks::provision {

namespace {

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    Passed passed{"no wipe was ordered", {}};
    for (const Exchange* exchange : exchanges_of(evidence, Phase::Provision)) {
        if (answer_of(*exchange, evidence) != Answer::Usable)
            continue;
        const auto reply = eas::read_provision(*exchange->reply());
        if (!reply)
            continue;
        passed.evidence.push_back(exchange->number);
        if (!reply->remote_wipe)
            continue;
        Finding finding = bad_answer(*exchange, "a policy");
        finding.observed = "the server orders this device to be wiped";
        finding.support_code = "0x86000C27";
        finding.remedy.clear();
        return finding;
    }
    if (passed.evidence.empty())
        return NotReached{"no answer to Provision could be read"};
    return passed;
}

} // namespace

extern const Check no_remote_wipe;
const Check no_remote_wipe{
    .id = "provision.no-remote-wipe",
    .title = "No remote wipe is ordered",
    .phase = Phase::Provision,
    .severity = Severity::Blocker,
    .citation = {"MS-ASPROV", "2.2.2.56"},
    .why = "The handset would erase everything on it and be empty. The order stands for the device id, also "
           "one that was used before.",
    .remedy = "Cancel the wipe in the user's list of devices and delete the partnership; never connect a "
              "real phone with this device id before that.",
    .run = run,
};

} // namespace easprobe::checks::provision
