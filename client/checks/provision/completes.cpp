// Provisioning takes two phases: the handset fetches the policy with a temporary key, acknowledges it, and is
// given the final key for all later commands.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/eas/provision.h"

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

/// What a server says of the policy itself; 2, no policy for this handset, is no fault
/// (MS-ASPROV 2.2.2.54.2).
bool is_good(const eas::ProvisionReply& reply)
{
    return reply.status == 1 &&
           (!reply.policy_status || *reply.policy_status == 1 || *reply.policy_status == 2);
}

std::string policy_key_asked(const Exchange& exchange)
{
    const pugi::xml_document* question = exchange.question();
    return question == nullptr
               ? std::string()
               : question->document_element().child("Policies").child("Policy").child_value("PolicyKey");
}

Outcome judge(const Exchange& exchange, const eas::ProvisionReply& reply)
{
    const bool acknowledges = !policy_key_asked(exchange).empty();
    if (!is_good(reply))
        return fault(exchange,
                     fmt::format("Provision status {}, policy status {}", reply.status,
                                 reply.policy_status ? std::to_string(*reply.policy_status) : "missing"),
                     "status 1 for both");
    if (reply.policy_status == 2)
        return Passed{"the server has no policy for this handset", {exchange.number}};
    if (reply.policy_key.empty() || reply.policy_key.size() > 64)
        return fault(exchange,
                     acknowledges ? "the acknowledged policy got no final PolicyKey of 1 to 64 characters"
                                  : "the policy came without a PolicyKey of 1 to 64 characters",
                     "a PolicyKey");
    if (!acknowledges)
        return NotReached{"the policy was fetched and not acknowledged"};
    return Passed{"the policy was acknowledged and a final PolicyKey given", {exchange.number}};
}

Outcome run(const Evidence& evidence, const HandsetProfile&)
{
    if (const Exchange* refused = first_with(evidence, Phase::Provision, Answer::HttpError))
        return bad_answer(*refused, "HTTP 200 to Provision");
    Outcome outcome = NotReached{"no answer to Provision could be read"};
    for (const Exchange* exchange : exchanges_of(evidence, Phase::Provision)) {
        if (answer_of(*exchange, evidence) != Answer::Usable)
            continue;
        const auto reply = eas::read_provision(*exchange->reply());
        if (reply && reply->remote_wipe)
            return NotReached{"the server ordered a remote wipe instead"};
        if (reply)
            outcome = judge(*exchange, *reply);
        if (std::holds_alternative<Finding>(outcome))
            return outcome;
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
