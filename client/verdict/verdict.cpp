#include "client/verdict/verdict.h"

#include "client/checks/reach.h"
#include "client/codes/support_codes.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe {

namespace {

using checks::Result;

std::vector<const Result*> findings_of(const std::vector<Result>& results, Severity severity)
{
    std::vector<const Result*> found;
    for (const Result& result : results)
        if (result.finding() != nullptr && result.severity() == severity)
            found.push_back(&result);
    return found;
}

std::vector<const Result*> broken_ones(const std::vector<Result>& results)
{
    std::vector<const Result*> found;
    for (const Result& result : results)
        if (std::holds_alternative<checks::Broken>(result.outcome))
            found.push_back(&result);
    return found;
}

std::vector<std::string> ids_of(const std::vector<const Result*>& results)
{
    std::vector<std::string> ids;
    ids.reserve(results.size());
    for (const Result* result : results)
        ids.emplace_back(result->check->id);
    return ids;
}

std::string as_sentence(std::string text)
{
    if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
        text.front() = static_cast<char>(text.front() - 'a' + 'A');
    if (!text.empty() && text.back() != '.')
        text += '.';
    return text;
}

std::string remedy_of(const Result& result)
{
    const checks::Finding& finding = *result.finding();
    return finding.remedy.empty() ? std::string(result.check->remedy) : finding.remedy;
}

std::optional<HandsetError> handset_error_of(const checks::Finding& finding)
{
    if (finding.support_code.empty())
        return std::nullopt;
    HandsetError error;
    error.code = finding.support_code;
    if (const codes::SupportCode* known = codes::find_support_code(finding.support_code)) {
        error.name = known->name;
        error.text = known->handset_text;
        error.source = known->source;
    }
    return error;
}

/// What decides, in report order; its first one explains the verdict.
void explain_by(Verdict& verdict, const std::vector<const Result*>& deciding)
{
    verdict.because = ids_of(deciding);
    const Result& first = *deciding.front();
    verdict.why = as_sentence(first.finding()->observed);
    verdict.remedy = remedy_of(first);
    const bool inferred = std::ranges::any_of(
        deciding, [](const Result* result) { return result->finding()->basis == Basis::Inferred; });
    verdict.basis = inferred ? Basis::Inferred : Basis::Observed;
}

/// The phase that the handset needed and did not complete, and why.
std::optional<std::pair<Phase, std::string>> incomplete_phase(const std::vector<Result>& results,
                                                              const checks::Case& given)
{
    const Evidence& evidence = given.evidence;
    const Ending& ending = evidence.ending;
    const bool explained = std::ranges::any_of(results, [&](const Result& result) {
        return result.finding() != nullptr && result.check->phase == ending.phase;
    });
    // Who comes to Ping has synchronised; what is wrong with it then is a finding of its own.
    const bool only_push = ending.phase == Phase::Ping && explained;
    if ((ending.kind == Ending::Kind::Blocked || ending.kind == Ending::Kind::DeadlineReached ||
         ending.kind == Ending::Kind::Interrupted) &&
        ending.phase && !only_push)
        return std::pair(*ending.phase, ending.reason);
    for (const Phase phase : all_phases) {
        // A recording made by a proxy has nothing below HTTP; what came through it answers for that.
        if (phase == Phase::Trust && evidence.connection.handshake_completed)
            continue;
        const checks::PhaseReach& reach = given.reach(phase);
        if (reach.reach == checks::Reach::NotReached)
            return std::pair(phase, reach.reason);
    }
    return std::nullopt;
}

Verdict would_not_sync(const std::vector<const Result*>& blockers, const std::string& server)
{
    Verdict verdict;
    verdict.outcome = VerdictOutcome::WouldNotSync;
    // The earliest phase stops the phone, whatever pressing on showed behind it.
    const Phase stop = (*std::ranges::min_element(blockers, {}, [](const Result* result) {
                           return result->check->phase;
                       }))->check->phase;
    verdict.stopped_at = stop;
    std::vector<const Result*> deciding;
    std::ranges::copy_if(blockers, std::back_inserter(deciding),
                         [stop](const Result* result) { return result->check->phase == stop; });
    explain_by(verdict, deciding);
    verdict.handset_error = handset_error_of(*deciding.front()->finding());
    verdict.sentence =
        fmt::format("This handset would not sync with {}: it stops at phase {}.", server, to_string(stop));
    return verdict;
}

Verdict could_not_tell(const std::string& server, std::string why)
{
    Verdict verdict;
    verdict.outcome = VerdictOutcome::CouldNotTell;
    verdict.sentence = fmt::format("It could not be told whether this handset would sync with {}.", server);
    verdict.why = std::move(why);
    return verdict;
}

Verdict not_reached(const std::string& server, const Evidence& evidence, Phase phase,
                    const std::string& reason)
{
    Verdict verdict = could_not_tell(server, as_sentence(fmt::format("Phase {} was not completed: {}",
                                                                     to_string(phase), printable(reason))));
    verdict.stopped_at = phase;
    if (evidence.ending.kind == Ending::Kind::StoppedAsAsked)
        verdict.remedy = "Nothing went wrong so far; run it without --until for a verdict.";
    else if (phase == Phase::Autodiscover && evidence.discovery && evidence.discovery->steps.empty())
        verdict.remedy =
            "Give the server's name as TARGET in the place of the address, as the owner of such a "
            "handset does.";
    else if (evidence.ending.kind == Ending::Kind::DeadlineReached)
        verdict.remedy = "Give it more time with --deadline, or find out why the server is slow.";
    else if (evidence.ending.kind == Ending::Kind::Interrupted)
        verdict.remedy = "Run it again to its end for a verdict.";
    return verdict;
}

/// The verdict on a run with a server.
Verdict fold(const std::vector<Result>& results, const checks::Case& given)
{
    const Evidence& evidence = given.evidence;
    const std::string server = printable(evidence.target.host, 255);
    if (results.empty())
        return could_not_tell(server, "No check was run.");
    const auto blockers = findings_of(results, Severity::Blocker);
    if (!blockers.empty())
        return would_not_sync(blockers, server);
    const auto unclear = findings_of(results, Severity::CouldNotTell);
    if (!unclear.empty()) {
        Verdict verdict = could_not_tell(server, {});
        verdict.stopped_at = unclear.front()->check->phase;
        explain_by(verdict, unclear);
        verdict.handset_error = handset_error_of(*unclear.front()->finding());
        return verdict;
    }
    const auto broken = broken_ones(results);
    if (!broken.empty()) {
        Verdict verdict = could_not_tell(
            server, fmt::format("The check {} failed to do its work.", broken.front()->check->id));
        verdict.because = ids_of(broken);
        verdict.remedy = "This is a fault of easprobe: please report it with the output of --record.";
        return verdict;
    }
    if (const auto missing = incomplete_phase(results, given))
        return not_reached(server, evidence, missing->first, missing->second);
    const auto degraded = findings_of(results, Severity::Degraded);
    Verdict verdict;
    if (!degraded.empty()) {
        verdict.outcome = VerdictOutcome::WouldSyncDegraded;
        explain_by(verdict, degraded);
        verdict.sentence = fmt::format("This handset would sync with {}, and lose something by it.", server);
        return verdict;
    }
    verdict.outcome = VerdictOutcome::WouldSync;
    verdict.sentence = fmt::format("This handset would sync with {}.", server);
    verdict.why = "It went through every phase as the phone would.";
    verdict.remedy = findings_of(results, Severity::Advice).empty()
                         ? "Nothing needs to be done."
                         : "Nothing for it to work on this handset; see the advice below.";
    return verdict;
}

/// What is judged is a certificate, and no server.
std::string sentence_on_certificate(VerdictOutcome outcome, const Evidence& evidence)
{
    const std::string what = evidence.offline->request.empty()
                                 ? "this certificate"
                                 : "a certificate made from this request as it stands";
    const std::string server =
        evidence.target.host.empty() ? "" : " for " + printable(evidence.target.host, 255);
    switch (outcome) {
    case VerdictOutcome::WouldNotSync:
        return fmt::format("This handset would not accept {}{}.", what, server);
    case VerdictOutcome::CouldNotTell:
        return fmt::format("It could not be told whether this handset would accept {}{}.", what, server);
    default:
        return fmt::format("This handset would accept {}{}.", what, server);
    }
}

} // namespace

std::string_view to_string(VerdictOutcome outcome)
{
    switch (outcome) {
    case VerdictOutcome::WouldSync:
        return "would-sync";
    case VerdictOutcome::WouldSyncDegraded:
        return "would-sync-degraded";
    case VerdictOutcome::WouldNotSync:
        return "would-not-sync";
    case VerdictOutcome::CouldNotTell:
        break;
    }
    return "could-not-tell";
}

Verdict judge(const std::vector<Result>& results, const checks::Case& given)
{
    const Evidence& evidence = given.evidence;
    Verdict verdict = fold(results, given);
    if (!evidence.offline)
        return verdict;
    verdict.sentence = sentence_on_certificate(verdict.outcome, evidence);
    if (verdict.outcome == VerdictOutcome::WouldSync)
        verdict.why = evidence.offline->request.empty()
                          ? "Its chain, names, dates, key and signatures are as the handset needs them."
                          : "Its name, key and usage are as the handset needs them; the rest is up to the "
                            "authority.";
    // A verdict on a certificate without the name that it is for would say too much.
    for (const Result& result : results)
        if (const auto* reason = std::get_if<checks::NotApplicable>(&result.outcome);
            reason != nullptr && result.check->id == "trust.name-matches")
            verdict.why += " " + as_sentence(reason->reason);
    return verdict;
}

int exit_status(const std::vector<VerdictOutcome>& outcomes)
{
    constexpr int would_sync = 0;
    constexpr int would_not_sync_status = 1;
    constexpr int could_not_tell_status = 2;
    if (outcomes.empty())
        return could_not_tell_status;
    if (std::ranges::find(outcomes, VerdictOutcome::WouldNotSync) != outcomes.end())
        return would_not_sync_status;
    if (std::ranges::find(outcomes, VerdictOutcome::CouldNotTell) != outcomes.end())
        return could_not_tell_status;
    return would_sync;
}

} // namespace easprobe
