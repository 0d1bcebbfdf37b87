#include "client/report/phases.h"

#include "client/checks/reach.h"
#include "protocol/text/counted.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::report {

namespace {

using checks::Result;

struct Count {
    std::size_t passed = 0;
    std::size_t failed = 0;
    std::optional<Severity> worst;
};

Count count_phase(const Report& report, Phase phase)
{
    Count count;
    for (const Result& result : report.results) {
        if (result.check->phase != phase)
            continue;
        if (result.finding() != nullptr) {
            ++count.failed;
            if (!count.worst || result.severity() < *count.worst)
                count.worst = result.severity();
        } else if (std::holds_alternative<checks::Passed>(result.outcome)) {
            ++count.passed;
        }
    }
    return count;
}

PhaseState state_of(const Report& report, Phase phase)
{
    constexpr std::size_t longest_reason = 300;
    const Count count = count_phase(report, phase);
    const checks::PhaseReach& reach = report.given->reach(phase);
    if (reach.reach == checks::Reach::NotNeeded)
        return {phase, "not needed", {}, false, printable(reach.reason, longest_reason)};
    if (count.worst)
        return {phase, to_string(*count.worst), count.worst, true,
                fmt::format("{} of {} failed", count.failed, counted(count.passed + count.failed, "check"))};
    if (reach.reach == checks::Reach::NotReached)
        return {phase, "not reached", {}, false, printable(reach.reason, longest_reason)};
    return {phase, "ok", {}, true, counted(count.passed, "check") + " passed"};
}

} // namespace

std::vector<PhaseState> phase_states(const Report& report)
{
    std::vector<PhaseState> states;
    for (const Phase phase : all_phases)
        if (phase != Phase::Autodiscover && (!report.evidence.offline || phase == Phase::Trust))
            states.push_back(state_of(report, phase));
    return states;
}

} // namespace easprobe::report
