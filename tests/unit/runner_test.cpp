// Checks are run one by one, and one that breaks breaks no other.
#include "client/checks/runner.h"
#include "tests/rig/conversation.h"

#include <array>
#include <doctest/doctest.h>
#include <stdexcept>

using namespace easprobe;
using checks::Check;

namespace {

Check check_that(Phase phase, checks::Outcome (*run)(const checks::Case&))
{
    return Check{.id = "phase.name",
                 .title = "A thing is right",
                 .phase = phase,
                 .severity = Severity::Blocker,
                 .citation = {"a document", "1"},
                 .why = "because",
                 .remedy = "Do this.",
                 .run = run};
}

checks::Outcome throws(const checks::Case&)
{
    throw std::runtime_error("a bug");
}

checks::Outcome passes(const checks::Case&)
{
    return checks::Passed{"all is well", {}};
}

} // namespace

TEST_CASE("a check that throws is broken, and those after it are run")
{
    const Check bad = check_that(Phase::Connect, throws);
    const Check good = check_that(Phase::Connect, passes);
    const std::array<const Check*, 2> both = {&bad, &good};
    const auto results =
        checks::run_checks(both, checks::Case(conversation::healthy(), conversation::handset()));
    REQUIRE(results.size() == 2);
    REQUIRE(std::holds_alternative<checks::Broken>(results[0].outcome));
    CHECK(std::get<checks::Broken>(results[0].outcome).what.find("a bug") != std::string::npos);
    CHECK(std::holds_alternative<checks::Passed>(results[1].outcome));
}

TEST_CASE("a check of a phase that was not reached is not run")
{
    Evidence evidence = conversation::healthy();
    std::erase_if(evidence.exchanges, [](const Exchange& each) { return each.phase() > Phase::Options; });
    const Check sync = check_that(Phase::Sync, throws);
    const std::array<const Check*, 1> one = {&sync};
    const auto results = checks::run_checks(one, checks::Case(evidence, conversation::handset()));
    CHECK(std::holds_alternative<checks::NotReached>(results.front().outcome));
}
