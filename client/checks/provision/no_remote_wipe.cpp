// A server orders a remote wipe in the answer to Provision. A real handset confirms it and carries it out at
// once; this one has nothing to erase and confirms it with --write alone, for an id of its own alone.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/eas/provision.h"

#include <fmt/format.h>
#include <string>

namespace easprobe::checks::provision {

namespace {

/// The handset's answer to the order, where there is one, and what became of it.
std::string what_was_said(const Case& given)
{
    for (const Exchange* exchange : exchanges_of(given, Phase::Provision)) {
        const pugi::xml_document* question = exchange->question();
        if (question == nullptr || question->document_element().child("RemoteWipe").empty())
            continue;
        const easprobe::http::Response* response = exchange->response();
        const bool taken = response != nullptr && response->status == 200;
        return fmt::format(
            "as --write allows it, the order was confirmed and the server {}; no phone was wiped",
            taken ? "takes it for carried out" : "did not take the confirmation");
    }
    std::string said = "it was left without a confirmation, so the order stands";
    if (given.evidence.circumstances.write)
        said += "; --write confirms it only for easprobe's own device id, not for one that was given";
    return said;
}

Outcome run(const Case& given)
{
    Passed passed{"no wipe was ordered", {}};
    for (const Exchange* exchange : exchanges_of(given, Phase::Provision)) {
        if (given.answer(*exchange) != Answer::Usable)
            continue;
        const auto reply = eas::read_provision(*exchange->reply());
        if (!reply)
            continue;
        passed.evidence.push_back(exchange->number);
        if (!reply->remote_wipe)
            continue;
        Finding finding = bad_answer(*exchange, "a policy");
        finding.observed = "the server orders this device to be wiped: a phone would erase itself now; " +
                           what_was_said(given);
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
    .citation = {"MS-ASPROV", "3.1.5.1.2.2"},
    .why = "The handset would erase everything on it and be empty. The order stands for the device id, also "
           "one that was used before.",
    .remedy = "Cancel the wipe in the user's list of devices and delete the partnership; never connect a "
              "real phone with this device id before that. A run with --write and without "
              "--device-id confirms the order, so that the server takes the device for wiped.",
    .run = run,
};

} // namespace easprobe::checks::provision
