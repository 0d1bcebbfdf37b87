// The list of folders comes before everything else: without it a handset has nothing to synchronise.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/folder_sync/folders.h"
#include "client/checks/status_finding.h"
#include "protocol/text/counted.h"

#include <fmt/format.h>
#include <optional>

namespace easprobe::checks::folder_sync {

namespace {

Outcome run(const Case& given)
{
    if (const Exchange* refused = first_with(given, Phase::FolderSync, Answer::HttpError))
        return bad_answer(*refused, "HTTP 200 to FolderSync");
    std::optional<Finding> refused_by_status;
    for (const Exchange* exchange : exchanges_of(given, Phase::FolderSync)) {
        if (given.answer(*exchange) != Answer::Usable)
            continue;
        const auto reply = eas::read_folder_sync(*exchange->reply());
        if (reply && reply->status == 1 && !reply->sync_key.empty())
            return Passed{counted(reply->added.size(), "folder") + " came", {exchange->number}};
        if (refused_by_status)
            continue;
        if (reply && reply->status != 1) {
            refused_by_status = status_finding(*exchange, reply->status, {});
            continue;
        }
        refused_by_status = bad_answer(*exchange, "Status 1 and a SyncKey");
        refused_by_status->observed = "FolderSync status 1 without a SyncKey";
    }
    // A status that led the handset back to a list is none that matters: the loop above has passed by then.
    if (refused_by_status)
        return *refused_by_status;
    return NotReached{"no answer to FolderSync could be read"};
}

} // namespace

extern const Check hierarchy;
const Check hierarchy{
    .id = "folder-sync.hierarchy",
    .title = "The server sends the list of folders",
    .phase = Phase::FolderSync,
    .severity = Severity::Blocker,
    .citation = {"MS-ASCMD", "2.2.1.5"},
    .why = "The phone asks for the folders before anything else and stops when it does not get them. HTTP "
           "403 means "
           "that the user or the device is not allowed, 500 that the server cannot reach the mailbox.",
    .remedy = "Check that the user is enabled for ActiveSync and the device is not blocked; then look at the "
              "server's log at the time of this request.",
    .run = run,
};

} // namespace easprobe::checks::folder_sync
