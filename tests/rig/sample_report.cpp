#include "tests/rig/sample_report.h"

#include "tests/rig/sample_evidence.h"

#include <doctest/doctest.h>

namespace easprobe::samples {

namespace {

checks::Check check(std::string_view id, Severity severity)
{
    return {.id = id,
            .title = "It is as the handset needs it",
            .phase = Phase::Trust,
            .severity = severity,
            .citation = {"MS-ASHTTP", "2.2.1"},
            .why = "Else it does not sync.",
            .remedy = "Mend it.",
            .run = [](const checks::Case&) { return checks::Outcome(checks::Passed{}); }};
}

const checks::Check blocker = check("trust.blocker", Severity::Blocker);
const checks::Check degraded = check("trust.degraded", Severity::Degraded);
const checks::Check advice = check("trust.advice", Severity::Advice);
const checks::Check unsure = check("trust.unsure", Severity::CouldNotTell);

} // namespace

report::Report report_of_everything()
{
    static const Evidence evidence = full_evidence();
    static const HandsetProfile profile = [] {
        HandsetProfile handset;
        handset.id = "wm61-professional";
        handset.title = "Windows Mobile 6.1 Professional";
        return handset;
    }();
    checks::Finding hostile;
    hostile.observed = "a banner \x1B[31m\xFF</failure>]]>\xEF\xBF\xBE \"quoted\"\r\n";
    hostile.expected = "none";
    hostile.evidence = {2, 3};
    hostile.remedy = "Take it away.";
    checks::Finding inferred;
    inferred.observed = "a key of 4096 bits";
    inferred.expected = "at most 2048";
    inferred.basis = Basis::Inferred;
    inferred.source = "a phone of the same age";
    checks::Finding hint;
    hint.observed = "28 days left";
    hint.expected = "30 or more";
    checks::Finding graver = hint;
    graver.severity = Severity::Blocker;

    Verdict verdict;
    verdict.outcome = VerdictOutcome::WouldNotSync;
    verdict.stopped_at = Phase::Trust;
    verdict.sentence = "It would not sync.";
    verdict.why = "A banner.";
    verdict.remedy = "Take it away.";
    verdict.because = {"trust.blocker"};
    verdict.handset_error = HandsetError{"0x80072F0D", "WININET_E_INVALID_CA", "", "a document"};
    return {"1.2.3",
            evidence,
            profile,
            {{&blocker, hostile},
             {&degraded, inferred},
             {&advice, hint},
             {&advice, graver},
             {&blocker, checks::Passed{"all is well", {1}}},
             {&blocker, checks::NotApplicable{"nothing asks for it"}},
             {&unsure, checks::NotReached{"it stopped before"}},
             {&degraded, checks::Broken{"a rule was thrown"}}},
            verdict,
            trust::CurrentClientOpinion{{"it is signed with sha1WithRSA"}},
            std::make_shared<const checks::Case>(evidence, profile)};
}

} // namespace easprobe::samples
