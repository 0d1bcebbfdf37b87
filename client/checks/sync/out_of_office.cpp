// The phone shows whether its owner is out of office, and lets it be changed (Settings, Oof). Here it is only
// asked for.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/eas/settings.h"

#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

Outcome run(const Case& given)
{
    const Exchange* asked = find_errand(given, ErrandStep::SettingsOutOfOffice);
    if (asked == nullptr)
        return not_sent(given,
                        "the handset does not ask for it at this version, or the server lists no Settings");
    Finding finding = bad_answer(*asked, "the out-of-office state, with status 1");
    if (given.answer(*asked) == Answer::OutOfTime)
        return NotReached{"the run ended before the answer"};
    if (given.answer(*asked) != Answer::Usable)
        return finding;
    if (asked->reply() == nullptr) {
        finding.observed = "Settings was answered with nothing that can be read";
        return finding;
    }
    const auto reply = eas::read_settings(*asked->reply());
    if (!reply)
        finding.observed = "Settings was answered with " + reply.error().what;
    else if (reply->status != 1)
        finding.observed = fmt::format("Settings status {}", reply->status);
    else if (!reply->out_of_office)
        finding.observed = "the reply to Settings has no Oof in it";
    else if (reply->out_of_office != 1)
        finding.observed = fmt::format("status {} for Oof", *reply->out_of_office);
    else if (!reply->out_of_office_state)
        finding.observed = "the reply to Settings has no OofState";
    else
        return Passed{fmt::format("the out-of-office state is {}", *reply->out_of_office_state),
                      {asked->number}};
    return finding;
}

} // namespace

extern const Check out_of_office;
const Check out_of_office{
    .id = "sync.out-of-office",
    .title = "The out-of-office state can be asked for",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.18; 2.2.3.177.14"},
    .why = "The phone's dialogue for the out-of-office message reports an error or shows nothing.",
    .remedy =
        "Look at the server's log at the time of the request. A server that has no such message for its "
        "users leaves it away; then nothing can be done but to set it elsewhere.",
    .run = run,
};

} // namespace easprobe::checks::sync
