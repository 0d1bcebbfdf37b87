// Provisioning takes two phases: the handset fetches the policy with a temporary key, acknowledges it, and is
// given the final key for all later commands.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/codes/eas_statuses.h"
#include "protocol/eas/provision.h"
#include "protocol/eas/statuses.h"

#include <fmt/format.h>
#include <utility>

namespace easprobe::checks::provision {

namespace {

Finding fault(const Exchange& exchange, std::string observed, std::string expected)
{
    Finding finding = bad_answer(exchange, std::move(expected));
    finding.observed = std::move(observed);
    finding.support_code.clear();
    finding.remedy.clear();
    return finding;
}

pugi::xml_node policy_asked(const Exchange& exchange)
{
    const pugi::xml_document* question = exchange.question();
    return question == nullptr ? pugi::xml_node()
                               : question->document_element().child("Policies").child("Policy");
}

/// A status that is not success, with what it means and what to do about it.
Finding status_fault(const Exchange& exchange, std::string_view table, std::string_view name, int status)
{
    Finding finding = fault(exchange, fmt::format("{} {}", name, status), fmt::format("{} 1", name));
    if (const codes::EasStatus* known = codes::find_eas_status(table, status)) {
        finding.observed += fmt::format(": {}", codes::clause_of(*known));
        finding.remedy = known->remedy;
    }
    return finding;
}

Outcome judge(const Exchange& exchange, const eas::ProvisionReply& reply)
{
    const pugi::xml_node asked = policy_asked(exchange);
    const bool acknowledges = !asked.child("PolicyKey").empty();
    if (reply.status != eas::policy_status::good)
        return status_fault(exchange, "Provision", "Provision status", reply.status);
    if (acknowledges &&
        asked.child("Status").text().as_int() == static_cast<int>(eas::PolicyAcknowledgement::NotApplied))
        return NotReached{"the handset did not take the policy"};
    if (reply.policy_status == eas::policy_status::no_policy && !acknowledges)
        return Passed{"the server has no policy for this handset", {exchange.number}};
    if (reply.policy_status.value_or(eas::policy_status::good) != eas::policy_status::good)
        return status_fault(exchange, "Policy", "policy status", *reply.policy_status);
    if (reply.policy_key.empty() || reply.policy_key.size() > 64)
        return fault(exchange,
                     acknowledges ? "the acknowledged policy got no final PolicyKey of 1 to 64 characters"
                                  : "the policy came without a PolicyKey of 1 to 64 characters",
                     "a PolicyKey (MS-ASPROV R310, R605)");
    if (!acknowledges)
        return NotReached{"the policy was fetched and not acknowledged"};
    return Passed{"the policy was acknowledged and a final PolicyKey given", {exchange.number}};
}

/// The last answer counts: a phone that acknowledged the wrong key fetches the policy again.
Outcome run(const Case& given)
{
    if (const Exchange* refused = first_with(given, Phase::Provision, Answer::HttpError))
        return bad_answer(*refused, "HTTP 200 to Provision");
    Outcome outcome = NotReached{"no answer to Provision could be read"};
    for (const Exchange* exchange : exchanges_of(given, Phase::Provision)) {
        if (given.answer(*exchange) != Answer::Usable)
            continue;
        const auto reply = eas::read_provision(*exchange->reply());
        if (reply && reply->remote_wipe)
            return NotReached{"the server ordered a remote wipe instead"};
        if (reply)
            outcome = judge(*exchange, *reply);
    }
    return outcome;
}

} // namespace

extern const Check completes;
const Check completes{
    .id = "provision.completes",
    .title = "The policy is fetched, acknowledged and confirmed",
    .phase = Phase::Provision,
    .severity = Severity::Blocker,
    .citation = {"MS-ASPROV", "3.1.5.1"},
    .why = "Without the final PolicyKey every later command is answered with HTTP 449 and nothing is "
           "synchronised.",
    .remedy = "Look at the mobile policy that applies to the user and at the server's log; a server with "
              "several front ends must share the keys it gives out.",
    .run = run,
};

} // namespace easprobe::checks::provision
