#include "client/checks/runner.h"

#include "client/checks/catalogue.h"
#include "client/checks/reach.h"

#include <exception>
#include <utility>

namespace easprobe::checks {

namespace {

using AnyOutcome = decltype(Result::outcome);

AnyOutcome run_one(const Check& check, const Evidence& evidence, const HandsetProfile& profile)
try {
    PhaseReach reach = reach_of(evidence, check.phase);
    if (reach.reach == Reach::NotNeeded)
        return NotApplicable{std::move(reach.reason)};
    if (reach.reach == Reach::NotReached)
        return NotReached{std::move(reach.reason)};
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
    for (const Check* check : checks)
        results.push_back({check, run_one(*check, evidence, profile)});
    return results;
}

std::vector<Result> run_checks(const Evidence& evidence, const HandsetProfile& profile)
{
    return run_checks(catalogue(), evidence, profile);
}

} // namespace easprobe::checks
