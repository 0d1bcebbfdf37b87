#include "client/checks/runner.h"

#include "client/checks/catalogue.h"
#include "client/checks/reach.h"
#include "client/checks/trust/path.h"

#include <exception>
#include <utility>

namespace easprobe::checks {

namespace {

using AnyOutcome = decltype(Result::outcome);

/// Why the check has nothing to ask, where what it needs is not there.
std::optional<AnyOutcome> lacking(Needs needs, const Case& given)
{
    switch (needs) {
    case Needs::Nothing:
        return std::nullopt;
    case Needs::Writing:
        if (given.evidence.circumstances.write)
            return std::nullopt;
        return NotApplicable{"nothing in the mailbox is changed without --write"};
    case Needs::Chain:
        if (given.path().request)
            return NotApplicable{
                "a request has no issuer, no dates and no authority's signature yet; judge the "
                "certificate that comes of it"};
        [[fallthrough]];
    case Needs::Certificate:
        break;
    }
    if (given.path().owner() == nullptr)
        return NotReached{"the server's own certificate cannot be read"};
    return std::nullopt;
}

AnyOutcome run_one(const Check& check, const Case& given)
try {
    const PhaseReach& reach = given.reach(check.phase);
    if (reach.reach == Reach::NotNeeded)
        return NotApplicable{reach.reason};
    if (reach.reach == Reach::NotReached)
        return NotReached{reach.reason};
    if (auto nothing = lacking(check.needs, given))
        return *std::move(nothing);
    return std::visit([](auto&& outcome) -> AnyOutcome { return std::forward<decltype(outcome)>(outcome); },
                      check.run(given));
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

std::vector<Result> run_checks(std::span<const Check* const> checks, const Case& given)
{
    std::vector<Result> results;
    results.reserve(checks.size());
    for (const Check* check : checks)
        results.push_back({check, run_one(*check, given)});
    return results;
}

std::vector<Result> run_checks(const Case& given)
{
    return run_checks(catalogue(), given);
}

} // namespace easprobe::checks
