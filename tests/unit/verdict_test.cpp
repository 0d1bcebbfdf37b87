// How outcomes of checks fold into a verdict. The checks here are made for the purpose.
#include "client/verdict/verdict.h"
#include "tests/rig/conversation.h"

#include <doctest/doctest.h>

using namespace easprobe;
using checks::Check;
using checks::Result;

namespace {

Check check_of(Phase phase, const char* id, Severity severity)
{
    return Check{.id = id,
                 .title = "A thing is right",
                 .phase = phase,
                 .severity = severity,
                 .citation = {"a document", "1"},
                 .why = "because",
                 .remedy = "Do this.",
                 .run = nullptr};
}

const Check early = check_of(Phase::Trust, "trust.early", Severity::Blocker);
const Check late = check_of(Phase::Sync, "sync.late", Severity::Blocker);
const Check lossy = check_of(Phase::Sync, "sync.lossy", Severity::Degraded);
const Check hint = check_of(Phase::Http, "http.hint", Severity::Advice);
const Check unclear = check_of(Phase::Connect, "connect.unclear", Severity::CouldNotTell);

Result failed(const Check& check, const char* code = "", Basis basis = Basis::Observed)
{
    checks::Finding finding;
    finding.observed = "it was seen";
    finding.support_code = code;
    finding.basis = basis;
    Result result;
    result.check = &check;
    result.outcome = finding;
    return result;
}

Result passed(const Check& check)
{
    Result result;
    result.check = &check;
    result.outcome = checks::Passed{"all is well", {}};
    return result;
}

Result broken(const Check& check)
{
    Result result;
    result.check = &check;
    result.outcome = checks::Broken{"an exception"};
    return result;
}

Verdict judge_of(const std::vector<Result>& results, const Evidence& evidence = conversation::healthy())
{
    return judge(results, checks::Case(evidence, conversation::handset()));
}

using Ids = std::vector<std::string>;

} // namespace

TEST_CASE("without a check there is no verdict")
{
    CHECK(judge_of({}).outcome == VerdictOutcome::CouldNotTell);
}

TEST_CASE("what passed or is advice alone lets the handset sync")
{
    CHECK(judge_of({passed(early), passed(late)}).outcome == VerdictOutcome::WouldSync);
    const Verdict verdict = judge_of({passed(early), failed(hint)});
    CHECK(verdict.outcome == VerdictOutcome::WouldSync);
    CHECK(verdict.because.empty());
    CHECK_FALSE(verdict.stopped_at);
}

TEST_CASE("the earliest blocker's phase stops the handset, whatever was found behind it")
{
    const Verdict verdict =
        judge_of({failed(late), failed(early, "0x80072F0D"), failed(lossy), broken(hint)});
    CHECK(verdict.outcome == VerdictOutcome::WouldNotSync);
    CHECK(verdict.stopped_at == Phase::Trust);
    CHECK(verdict.because == Ids{"trust.early"});
    CHECK(verdict.remedy == "Do this.");
    REQUIRE(verdict.handset_error);
    CHECK(verdict.handset_error->code == "0x80072F0D");
    CHECK(verdict.handset_error->name == "WININET_E_INVALID_CA");
}

TEST_CASE("a blocker counts before what only this network shows, and that before a broken check")
{
    CHECK(judge_of({failed(unclear), failed(late)}).outcome == VerdictOutcome::WouldNotSync);
    const Verdict network = judge_of({failed(unclear), broken(late), failed(lossy)});
    CHECK(network.outcome == VerdictOutcome::CouldNotTell);
    CHECK(network.because == Ids{"connect.unclear"});
    const Verdict fault = judge_of({broken(late), failed(lossy)});
    CHECK(fault.outcome == VerdictOutcome::CouldNotTell);
    CHECK(fault.because == Ids{"sync.late"});
}

TEST_CASE("a phase that was needed and not completed leaves the verdict open, and names why")
{
    Evidence evidence = conversation::healthy();
    evidence.ending = {Ending::Kind::StoppedAsAsked, Phase::Options, "as asked"};
    std::erase_if(evidence.exchanges, [](const Exchange& each) { return each.phase() > Phase::Options; });
    const Verdict stopped = judge_of({passed(early), failed(lossy)}, evidence);
    CHECK(stopped.outcome == VerdictOutcome::CouldNotTell);
    CHECK(stopped.stopped_at == Phase::Provision);
    CHECK(stopped.remedy == "Nothing went wrong so far; run it without --until for a verdict.");
    evidence.ending.kind = Ending::Kind::DeadlineReached;
    CHECK(judge_of({passed(early)}, evidence).stopped_at == Phase::Options);
}

TEST_CASE("a loss degrades, and a verdict is as sure as the weakest finding it rests on")
{
    const Verdict sure = judge_of({passed(early), failed(lossy)});
    CHECK(sure.outcome == VerdictOutcome::WouldSyncDegraded);
    CHECK(sure.because == Ids{"sync.lossy"});
    CHECK(sure.basis == Basis::Observed);
    CHECK(judge_of({failed(lossy), failed(lossy, "", Basis::Inferred)}).basis == Basis::Inferred);
}

TEST_CASE("pressing on changes nothing about the verdict")
{
    Evidence evidence = conversation::healthy();
    evidence.circumstances.press_on = true;
    const Verdict verdict = judge_of({failed(early), failed(late)}, evidence);
    CHECK(verdict.outcome == VerdictOutcome::WouldNotSync);
    CHECK(verdict.stopped_at == Phase::Trust);
}

TEST_CASE("of several handsets the worst one makes the exit status")
{
    using enum VerdictOutcome;
    CHECK(exit_status({}) == 2);
    CHECK(exit_status({WouldSync}) == 0);
    CHECK(exit_status({WouldSync, WouldSyncDegraded}) == 0);
    CHECK(exit_status({WouldSync, CouldNotTell}) == 2);
    CHECK(exit_status({CouldNotTell, WouldNotSync, WouldSync}) == 1);
}
