// A handset asks for its policy in one form: a wap-provisioningdoc up to protocol 2.5, elements of WBXML from
// 12.0 on. A server may send the other one, or a document that is none.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/eas/provision.h"
#include "protocol/text/printable.h"

#include <fmt/format.h>
#include <string>

namespace easprobe::checks::provision {

namespace {

std::string type_asked(const Exchange& exchange)
{
    const pugi::xml_document* question = exchange.question();
    return question == nullptr
               ? std::string()
               : question->document_element().child("Policies").child("Policy").child_value("PolicyType");
}

Finding fault(const Exchange& exchange, std::string observed, std::string expected, Severity severity)
{
    Finding finding = bad_answer(exchange, std::move(expected));
    finding.observed = std::move(observed);
    finding.support_code.clear();
    finding.remedy.clear();
    finding.basis = Basis::Inferred;
    finding.source = "what a handset does with such a policy is not written";
    finding.severity = severity;
    return finding;
}

Outcome run(const Case& given)
{
    Outcome outcome = NotReached{"the server sent no policy"};
    for (const Exchange* exchange : exchanges_of(given, Phase::Provision)) {
        if (given.answer(*exchange) != Answer::Usable)
            continue;
        const auto reply = eas::read_provision(*exchange->reply());
        const std::string asked = type_asked(*exchange);
        if (!reply || asked.empty() || reply->policy_type.empty())
            continue;
        if (!reply->document_fault.empty())
            return fault(*exchange,
                         "the policy is no wap-provisioningdoc: " + printable(reply->document_fault, 200),
                         "a document of the WAP provisioning schema", Severity::Blocker);
        if (reply->policy_type != asked)
            return fault(*exchange,
                         fmt::format("asked for a policy of type {}, the server answered with one of type {}",
                                     printable(asked, 80), printable(reply->policy_type, 80)),
                         fmt::format("a policy of type {}", printable(asked, 80)), Severity::Degraded);
        outcome = Passed{"the policy is of type " + printable(asked, 80), {exchange->number}};
    }
    return outcome;
}

} // namespace

extern const Check policy_readable;
const Check policy_readable{
    .id = "provision.policy-readable",
    .title = "The policy comes in the form that was asked for",
    .phase = Phase::Provision,
    .severity = Severity::Blocker,
    .citation = {"MS-ASPROV", "2.2.2.43, R318, R965 to R971"},
    .why =
        "A handset of protocol 2.5 reads a wap-provisioningdoc, one of 12.x the elements of WBXML. A policy "
        "in the other form may be ignored, so that the device is less protected than the server believes; "
        "one that cannot be read cannot be applied.",
    .remedy =
        "Report it to the maker of the server; until then switch the mobile policy off for these users, or "
        "pin the protocol version that the server gets right.",
    .run = run,
};

} // namespace easprobe::checks::provision
