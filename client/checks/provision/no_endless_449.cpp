// HTTP 449 asks for provisioning. A handset provisions and repeats its command; when it meets 449 again, it
// goes round in a circle.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/codes/support_codes.h"
#include "protocol/text/counted.h"

#include <fmt/format.h>
#include <vector>

namespace easprobe::checks::provision {

namespace {

/// A policy that changes in mid-session is asked for again, which is no circle: what counts is 449 after 449.
Outcome run(const Case& given)
{
    std::vector<Proof> all;
    std::vector<Proof> demands; // Since a command was last carried out.
    for (const Exchange* exchange : handset_exchanges(given)) {
        const Answer answer = given.answer(*exchange);
        if (answer == Answer::PolicyDemanded) {
            demands.push_back(exchange->number);
            all.push_back(exchange->number);
            if (exchange->phase() == Phase::Provision)
                return bad_answer(*exchange,
                                  "HTTP 200: Provision itself is never asked to wait for Provision");
        } else if (answer != Answer::Redirect && exchange->failure() == nullptr &&
                   exchange->phase() != Phase::Provision) {
            demands.clear();
        }
    }
    // One 449 is how provisioning begins; where it could not be completed, another check says why.
    if (demands.size() < 2)
        return Passed{
            fmt::format("HTTP 449 was answered {}, and provisioning ended it", counted(all.size(), "time")),
            all};
    return Finding{.observed = fmt::format("HTTP 449 was answered {}, also after provisioning",
                                           counted(demands.size(), "time")),
                   .expected = "one round of provisioning to be enough",
                   .evidence = demands,
                   .basis = Basis::Observed,
                   .source = {},
                   .support_code = codes::support_code_of_status(449),
                   .remedy = {},
                   .severity = {}};
}

} // namespace

extern const Check no_endless_449;
const Check no_endless_449{
    .id = "provision.no-endless-449",
    .title = "Provisioning once is enough",
    .phase = Phase::Provision,
    .severity = Severity::Blocker,
    .citation = {"MS-ASPROV", "3.1.5.1; MS-ASHTTP 2.2.2.1.1"},
    .why = "A server that forgets the PolicyKey it gave, or that asks for a policy it does not have for the "
           "handset, makes it provision without end. The phone shows that it cannot synchronise.",
    .remedy = "Check that the policy can be acknowledged by this handset (or allow non-provisionable "
              "devices), and that all front ends share their state.",
    .run = run,
};

} // namespace easprobe::checks::provision
