// The phone tells its model and the like (Settings, DeviceInformation). This changes what the server has
// written down of the device, and nothing in the mailbox.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/eas/settings.h"

#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

Outcome run(const Case& given)
{
    const Exchange* told = find_errand(given, ErrandStep::SettingsDeviceInformation);
    if (told == nullptr)
        return not_sent(given,
                        "the handset does not tell it at this version, or the server lists no Settings");
    Finding finding = bad_answer(*told, "status 1");
    if (given.answer(*told) == Answer::OutOfTime)
        return NotReached{"the run ended before the answer"};
    if (given.answer(*told) != Answer::Usable)
        return finding;
    if (told->reply() == nullptr) {
        finding.observed = "Settings was answered with nothing that can be read";
        return finding;
    }
    const auto reply = eas::read_settings(*told->reply());
    if (!reply)
        finding.observed = "Settings was answered with " + reply.error().what;
    else if (reply->status != 1)
        finding.observed = fmt::format("Settings status {}", reply->status);
    else if (reply->device_information.value_or(1) != 1)
        finding.observed = fmt::format("status {} for DeviceInformation", *reply->device_information);
    else
        return Passed{"the server has taken the device's model", {told->number}};
    return finding;
}

} // namespace

extern const Check device_information_taken;
const Check device_information_taken{
    .id = "sync.device-information-taken",
    .title = "The server takes what the device tells of itself",
    .phase = Phase::Sync,
    .severity = Severity::Advice,
    .citation = {"MS-ASCMD", "2.2.1.18; 2.2.3.177.14"},
    .why = "The phone goes on without it; its administrator sees a device without a name.",
    .remedy =
        "Look at the server's log at the time of the request; nothing needs to be done for the phone's sake.",
    .run = run,
};

} // namespace easprobe::checks::sync
