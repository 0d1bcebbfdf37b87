// Direct Push is a Ping that the server leaves open. One that it refuses means a phone that only polls.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/ping/pings.h"

#include <fmt/format.h>

namespace easprobe::checks::ping {

namespace {

constexpr int expired = 1; // MS-ASCMD 2.2.3.177.11
constexpr int changed = 2;
constexpr int out_of_range = 5;

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    Passed passed;
    int out_of_ranges = 0;
    for (const Held& held : pings_of(evidence)) {
        const Answer answer = answer_of(*held.exchange, evidence);
        if (answer == Answer::HttpError)
            return bad_answer(*held.exchange, "HTTP 200 to Ping");
        if (answer == Answer::HeldOpen) {
            passed.evidence.push_back(held.exchange->number);
            continue;
        }
        if (!held.reply)
            continue;
        passed.evidence.push_back(held.exchange->number);
        const int status = held.reply->status;
        out_of_ranges += status == out_of_range ? 1 : 0;
        const bool limit_given =
            status == out_of_range && held.reply->heartbeat_interval && out_of_ranges == 1;
        if (status == expired || status == changed || limit_given)
            continue;
        Finding finding =
            bad_answer(*held.exchange, "Ping status 1, 2, or 5 with a limit that is then kept to");
        finding.observed = status == out_of_range
                               ? "Ping status 5 without a limit, or for the limit that the server gave itself"
                               : fmt::format("Ping status {}", status);
        return finding;
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
