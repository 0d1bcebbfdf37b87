// A Ping is to stay open until something changes or the heartbeat is over. Firewalls with short time-outs cut
// it before.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/ping/pings.h"
#include "protocol/eas/statuses.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace easprobe::checks::ping {

namespace {

double seconds(Milliseconds duration)
{
    return static_cast<double>(duration.count()) / 1000;
}

/// Servers that look every few seconds answer a little before the time; a fifth is no server's rounding.
bool answered_early(const Held& held)
{
    return held.reply && held.reply->status == eas::ping_status::expired &&
           seconds(held.exchange->duration) < 0.8 * static_cast<double>(held.heartbeat.count());
}

bool was_cut(const Exchange& exchange)
{
    const TransportFailure* failure = exchange.failure();
    return was_given_up(exchange) ||
           (failure != nullptr && (failure->kind == TransportFailure::Kind::Closed ||
                                   failure->kind == TransportFailure::Kind::TimedOut));
}

Finding finding_of(const Held& held, std::string observed)
{
    Finding finding;
    finding.observed = std::move(observed);
    finding.expected =
        fmt::format("no answer before {} s are over, unless something changes", held.heartbeat.count());
    finding.evidence = {held.exchange->number};
    return finding;
}

/// Of all Pings: the longest that was held, the shortest that was cut, and the first of these.
struct Limits {
    double survived = 0;
    double shortest_cut = 0;
    const Held* first_cut = nullptr;
    std::vector<Proof> evidence;
};

bool was_held(const Held& held, const Case& given)
{
    return given.answer(*held.exchange) == Answer::HeldOpen ||
           (held.reply && held.reply->status == eas::ping_status::expired && !answered_early(held));
}

Limits limits_of(const std::vector<Held>& pings, const Case& given)
{
    Limits limits;
    for (const Held& held : pings) {
        const double took = seconds(held.exchange->duration);
        if (was_cut(*held.exchange)) {
            // Where nothing came, the connection died at an unknown time before the heartbeat was over.
            const TransportFailure* const failure = held.exchange->failure();
            const double after = failure != nullptr && failure->kind == TransportFailure::Kind::TimedOut
                                     ? static_cast<double>(held.heartbeat.count())
                                     : took;
            limits.shortest_cut = limits.first_cut == nullptr ? after : std::min(limits.shortest_cut, after);
            limits.first_cut = limits.first_cut == nullptr ? &held : limits.first_cut;
        } else if (was_held(held, given)) {
            limits.survived = std::max(limits.survived, took);
        } else {
            continue;
        }
        limits.evidence.push_back(held.exchange->number);
    }
    return limits;
}

Finding cut_finding(const Limits& limits)
{
    const Held& held = *limits.first_cut;
    Finding finding =
        finding_of(held, fmt::format("a Ping of {} s ended after {:.1f} s: {}", held.heartbeat.count(),
                                     seconds(held.exchange->duration), describe_answer(*held.exchange)));
    finding.observed +=
        limits.survived > 0
            ? fmt::format("; the longest that was held lasted {:.0f} s, the shortest cut came "
                          "after {:.0f} s",
                          limits.survived, limits.shortest_cut)
            : std::string("; none was held");
    finding.evidence = limits.evidence;
    return finding;
}

Outcome run(const Case& given)
{
    const auto& pings = given.pings();
    const Limits limits = limits_of(pings, given);
    if (limits.first_cut != nullptr)
        return cut_finding(limits);
    int changes = 0;
    for (const Held& held : pings) {
        const double took = seconds(held.exchange->duration);
        if (answered_early(held))
            return finding_of(held,
                              fmt::format("a Ping of {} s was answered 'nothing has changed' after {:.1f} s",
                                          held.heartbeat.count(), took));
        if (was_held(held, given))
            return Passed{fmt::format("a Ping of {} s was held for {:.1f} s", held.heartbeat.count(), took),
                          {held.exchange->number}};
        changes += held.reply && held.reply->status == eas::ping_status::changed ? 1 : 0;
    }
    if (changes > 2 && static_cast<std::size_t>(changes) == pings.size())
        return finding_of(pings.back(),
                          fmt::format("{} Pings in a row were answered 'something has changed', though "
                                      "the handset synchronised after each",
                                      changes));
    return NotReached{"no Ping was held to its end"};
}

} // namespace

extern const Check held;
const Check held{
    .id = "ping.held",
    .title = "A Ping stays open for its heartbeat",
    .phase = Phase::Ping,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.13; Direct Push and firewalls (cc182257)"},
    .why = "A firewall, proxy or load balancer that closes quiet connections makes the phone open a new one "
           "each "
           "time: push becomes late and the battery empty.",
    .remedy =
        "Let quiet connections to the ActiveSync directory live for 30 minutes on everything between the "
        "server and the phone. Try the phone's own interval with --heartbeat 480, and 30 minutes with "
        "--heartbeat 1800: where one is cut, shorter ones find out how long a connection lives.",
    .run = run,
};

} // namespace easprobe::checks::ping
