// A handset whose key the server has forgotten starts again from key 0, if the server says so with Sync
// status 3.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/eas/statuses.h"
#include "protocol/eas/sync.h"

#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

Outcome run(const Case& given)
{
    const Exchange* probe = find_probe(given, Probe::StaleSyncKey);
    if (probe == nullptr)
        return NotReached{"no key was tried that the server does not know"};
    Finding finding = bad_answer(*probe, "Sync status 3");
    finding.remedy.clear();
    switch (given.answer(*probe)) {
    case Answer::OutOfTime:
        return NotReached{"the run's own deadline came first"};
    case Answer::Usable:
        break;
    default:
        finding.observed = "a Sync with a key that the server never gave out: " + describe_answer(*probe);
        return finding;
    }
    if (probe->reply() == nullptr) {
        finding.observed = "a Sync with a key that the server never gave out got an empty answer: no change";
        return finding;
    }
    const auto reply = eas::read_sync(*probe->reply());
    if (reply && reply->deciding_status() == eas::sync_status::bad_key)
        return Passed{"a key that the server never gave out got Sync status 3", {probe->number}};
    finding.observed = fmt::format("a Sync with a key that the server never gave out got status {}",
                                   reply ? reply->deciding_status() : 0);
    return finding;
}

} // namespace

extern const Check stale_key_recovers;
const Check stale_key_recovers{
    .id = "sync.stale-key-recovers",
    .title = "A forgotten SyncKey leads to a new beginning",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.177.17"},
    .why = "After the server was restored or the device's state there was lost, the phone finds its way back "
           "only "
           "through Sync status 3. With anything else it fails at every attempt, or keeps items that are "
           "long gone.",
    .remedy =
        "On affected phones remove the server and set it up again. On the server, have unknown keys answered "
        "with Sync status 3; report it to its maker.",
    .run = run,
};

} // namespace easprobe::checks::sync
