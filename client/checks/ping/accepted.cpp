// Direct Push is a Ping that the server leaves open. One that it refuses means a phone that only polls.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/ping/pings.h"
#include "client/codes/eas_statuses.h"
#include "protocol/eas/statuses.h"
#include "protocol/text/counted.h"

#include <fmt/format.h>
#include <set>
#include <string>

namespace easprobe::checks::ping {

namespace {

namespace ping_status = eas::ping_status;

bool is_success(const Held& held)
{
    return held.reply &&
           (held.reply->status == ping_status::expired || held.reply->status == ping_status::changed);
}

/// What the phone goes on from: with the whole request, the server's limit, the folders asked for again, or
/// the same once more.
bool has_way_on(const Held& held)
{
    switch (held.reply->status) {
    case ping_status::missing:
        return held.exchange->request.body.empty();
    case ping_status::heartbeat_out_of_range:
        return held.reply->heartbeat_interval.has_value();
    case ping_status::too_many_folders:
        return held.reply->max_folders.value_or(0) > 0;
    case ping_status::folders_changed:
    case ping_status::server_error:
        return true;
    default:
        return false;
    }
}

Finding refusal(const Held& held, const std::string& observed)
{
    Finding finding =
        bad_answer(*held.exchange, "Ping status 1 or 2, or a status that one more Ping settles");
    finding.observed = observed;
    if (const codes::EasStatus* known = codes::find_eas_status("Ping", held.reply->status)) {
        finding.observed += fmt::format(": {}", codes::clause_of(*known));
        finding.remedy = known->remedy;
    }
    return finding;
}

/// The server watches fewer folders than the handset has.
Finding fewer_folders(const Held& all, std::size_t watched)
{
    Finding finding = refusal(all, "Ping status 6");
    finding.observed =
        fmt::format("the server watches {} of {} at most; changes in the others do not come by themselves",
                    counted(watched, "folder"), all.folders);
    return finding;
}

Outcome run(const Case& given)
{
    Passed passed;
    std::set<int> met;
    const Held* too_many = nullptr;
    const auto& pings = given.pings();
    for (const Held& held : pings) {
        const Answer answer = given.answer(*held.exchange);
        if (was_given_up(*held.exchange))
            continue; // That is ping.held's.
        if (answer == Answer::HttpError)
            return bad_answer(*held.exchange, "HTTP 200 to Ping");
        if (answer == Answer::HeldOpen || is_success(held)) {
            passed.evidence.push_back(held.exchange->number);
            if (too_many != nullptr)
                return fewer_folders(*too_many, held.folders);
            continue;
        }
        if (!held.reply)
            continue;
        passed.evidence.push_back(held.exchange->number);
        const int status = held.reply->status;
        if (!met.insert(status).second)
            return refusal(held, fmt::format("Ping status {} once more", status));
        if (!has_way_on(held))
            return refusal(held, fmt::format("Ping status {}", status));
        if (status == ping_status::too_many_folders)
            too_many = &held;
    }
    if (passed.evidence.empty())
        return NotReached{"no answer to Ping could be read"};
    passed.observed = "the server takes Ping";
    return passed;
}

} // namespace

extern const Check accepted;
const Check accepted{
    .id = "ping.accepted",
    .title = "The server takes Direct Push",
    .phase = Phase::Ping,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.177.11"},
    .why = "The phone falls back to synchronising by schedule or by hand; new mail does not come by itself.",
    .remedy =
        "Enable Direct Push for the server and the user, and look at the server's log at the time of this "
        "request.",
    .run = run,
};

} // namespace easprobe::checks::ping
