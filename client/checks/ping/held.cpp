// A Ping is to stay open until something changes or the heartbeat is over. Firewalls with short time-outs cut
// it before.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/ping/pings.h"

#include <fmt/format.h>

namespace easprobe::checks::ping {

namespace {

constexpr int expired = 1; // MS-ASCMD 2.2.3.177.11
constexpr int changed = 2;

double seconds(Milliseconds duration)
{
    return static_cast<double>(duration.count()) / 1000;
}

/// Servers that look every few seconds answer a little before the time; a fifth is no server's rounding.
bool answered_early(const Held& held)
{
    return held.reply && held.reply->status == expired &&
           seconds(held.exchange->duration) < 0.8 * static_cast<double>(held.heartbeat.count());
}

bool was_cut(const Exchange& exchange)
{
    const TransportFailure* failure = exchange.failure();
    return failure != nullptr && (failure->kind == TransportFailure::Kind::Closed ||
                                  failure->kind == TransportFailure::Kind::TimedOut);
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

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    const auto pings = pings_of(evidence);
    int changes = 0;
    for (const Held& held : pings) {
        const double took = seconds(held.exchange->duration);
        if (was_cut(*held.exchange))
            return finding_of(held,
                              fmt::format("a Ping of {} s ended after {:.1f} s: {}", held.heartbeat.count(),
                                          took, describe_answer(*held.exchange)));
        if (answered_early(held))
            return finding_of(held,
                              fmt::format("a Ping of {} s was answered 'nothing has changed' after {:.1f} s",
                                          held.heartbeat.count(), took));
        if (answer_of(*held.exchange, evidence) == Answer::HeldOpen ||
            (held.reply && held.reply->status == expired))
            return Passed{fmt::format("a Ping of {} s was held for {:.1f} s", held.heartbeat.count(), took),
                          {held.exchange->number}};
        changes += held.reply && held.reply->status == changed ? 1 : 0;
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
        "server and the phone. Try the phone's own interval with --heartbeat 480.",
    .run = run,
};

} // namespace easprobe::checks::ping
