// From an e-mail address a handset asks a few hosts of its domain where to sync; one of them has to know.
#include "client/checks/autodiscover/attempts.h"
#include "client/checks/check.h"
#include "client/codes/eas_statuses.h"
#include "client/codes/support_codes.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::checks::autodiscover {

namespace {

const Attempt* first_of(const std::vector<Attempt>& attempts, AttemptKind kind)
{
    const auto found = std::ranges::find(attempts, kind, &Attempt::kind);
    return found == attempts.end() ? nullptr : &*found;
}

/// Of the error that a server found, as far as its number is known.
std::string remedy_of(const Attempt& attempt)
{
    const eas::AutodiscoverError& error = *attempt.reply->error;
    const auto number = error.error_code ? error.error_code : error.status;
    const codes::EasStatus* known = number ? codes::find_eas_status("Autodiscover", *number) : nullptr;
    return known != nullptr ? std::string(known->remedy) : std::string();
}

Finding nobody_knows(const std::vector<Attempt>& attempts, const Case& given)
{
    Finding finding;
    finding.observed = fmt::format("no server was found for {}: {}",
                                   printable(given.evidence.discovery->address, 254), describe(attempts));
    finding.expected = "one answer with the address of a server of Type MobileSync";
    finding.evidence = proofs_in(attempts);
    finding.support_code = "0x80004005";
    if (first_of(attempts, AttemptKind::PasswordWithheld) != nullptr) {
        // The handset would have sent it, and may well be served there.
        finding.severity = Severity::CouldNotTell;
        finding.support_code.clear();
        finding.remedy =
            "If that host is the right one, check the server by its own name instead of the e-mail "
            "address, or let https://autodiscover.DOMAIN answer.";
    } else if (const Attempt* error = first_of(attempts, AttemptKind::Error)) {
        finding.remedy = remedy_of(*error);
    } else if (first_of(attempts, AttemptKind::Unauthorized) != nullptr) {
        finding.support_code = codes::support_code_of_status(401);
        finding.remedy = "Check the e-mail address, user and password; enable Basic authentication on the "
                         "Autodiscover directory.";
    }
    if (first_of(attempts, AttemptKind::NotAsked) != nullptr) {
        // Whoever could not be asked may be the one who knows.
        finding.severity = Severity::CouldNotTell;
        finding.support_code.clear();
    }
    const bool nobody_answered = std::ranges::all_of(
        attempts, [](const Attempt& attempt) { return attempt.kind == AttemptKind::OffNetwork; });
    if (nobody_answered && !given.evidence.circumstances.same_network)
        finding.severity = Severity::CouldNotTell;
    return finding;
}

Outcome run(const Case& given)
{
    const auto& attempts = given.attempts();
    if (first_of(attempts, AttemptKind::Settings) != nullptr)
        return Passed{describe(attempts), proofs_in(attempts)};
    if (given.evidence.ending.kind == Ending::Kind::DeadlineReached)
        return NotReached{"the run's own deadline came first: " + describe(attempts)};
    if (given.evidence.ending.kind == Ending::Kind::Interrupted)
        return NotReached{"the run was interrupted: " + describe(attempts)};
    if (first_of(attempts, AttemptKind::Unreadable) != nullptr)
        return NotReached{"an answer came that could not be read"};
    return nobody_knows(attempts, given);
}

} // namespace

extern const Check answers;
const Check answers{
    .id = "autodiscover.answers",
    .title = "Autodiscover names a server for the e-mail address",
    .phase = Phase::Autodiscover,
    .severity = Severity::Blocker,
    .citation = {"MS-ASCMD", "2.2.1.1"},
    .why =
        "The handset asks https://DOMAIN, https://autodiscover.DOMAIN and, in clear and without credentials, "
        "http://autodiscover.DOMAIN for a redirect. Where none of them knows, its owner has to enter the "
        "server's name.",
    .remedy =
        "Publish https://autodiscover.DOMAIN/autodiscover/autodiscover.xml with a certificate that the "
        "handset trusts, or let http://autodiscover.DOMAIN redirect to where it is; or have the owner enter "
        "the server's name.",
    .run = run,
};

} // namespace easprobe::checks::autodiscover
