#include "client/checks/runner.h"

#include "client/checks/catalogue.h"
#include "client/checks/reach.h"

#include <exception>
#include <map>
#include <utility>

namespace easprobe::checks {

namespace {

using AnyOutcome = decltype(Result::outcome);

/// reach_of, asked once for each phase.
class ReachOfPhases {
  public:
    explicit ReachOfPhases(const Evidence& evidence) : evidence_(evidence) {}

    const PhaseReach& of(Phase phase)
    {
        const auto found = known_.find(phase);
        return found != known_.end() ? found->second
                                     : known_.emplace(phase, reach_of(evidence_, phase)).first->second;
    }

  private:
    const Evidence& evidence_;
    std::map<Phase, PhaseReach> known_;
};

AnyOutcome run_one(const Check& check, const Evidence& evidence, const HandsetProfile& profile,
                   ReachOfPhases& phases)
try {
    const PhaseReach& reach = phases.of(check.phase);
    if (reach.reach == Reach::NotNeeded)
        return NotApplicable{reach.reason};
    if (reach.reach == Reach::NotReached)
        return NotReached{reach.reason};
    return std::visit([](auto&& outcome) -> AnyOutcome { return std::forward<decltype(outcome)>(outcome); },
                      check.run(evidence, profile));
} catch (const std::exception& exception) {
    return Broken{exception.what()};
} catch (...) {
    return Broken{"an exception of unknown kind"};
}

} // namespace

Severity Result::severity() const
{
    const Finding* found = finding();
    return found != nullptr && found->severity ? *found->severity : check->severity;
}

std::vector<Result> run_checks(std::span<const Check* const> checks, const Evidence& evidence,
                               const HandsetProfile& profile)
{
    std::vector<Result> results;
    results.reserve(checks.size());
    ReachOfPhases phases(evidence);
    for (const Check* check : checks)
        results.push_back({check, run_one(*check, evidence, profile, phases)});
    return results;
}

std::vector<Result> run_checks(const Evidence& evidence, const HandsetProfile& profile)
{
    return run_checks(catalogue(), evidence, profile);
}

} // namespace easprobe::checks
