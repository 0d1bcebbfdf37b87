// A policy can demand what a handset does not know how to enforce; it then acknowledges the rest, and the
// server decides whether that is enough.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "protocol/eas/provision.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace easprobe::checks::provision {

namespace {

/// What the server asks for and this handset does not have, each name once.
std::vector<std::string> beyond(const eas::ProvisionReply& reply, const HandsetProfile& profile)
{
    std::vector<std::string> names;
    for (const eas::PolicySetting& setting : reply.settings)
        if (eas::is_demand(setting) && !profile.policies.covers(setting.name) &&
            std::ranges::count(names, printable(setting.name, 80)) == 0)
            names.push_back(printable(setting.name, 80));
    return names;
}

/// A command after the last Provision was carried out, so the server is content.
bool was_let_in_after(const Case& given, int number)
{
    const auto own = handset_exchanges(given);
    return std::ranges::any_of(own, [&](const Exchange* exchange) {
        return exchange->number > number && exchange->phase() != Phase::Provision &&
               given.answer(*exchange) == Answer::Usable;
    });
}

/// The handset said that it does not take the policy at all (MS-ASPROV 2.2.2.54.1, value 3).
bool was_refused(const Case& given)
{
    return std::ranges::any_of(exchanges_of(given, Phase::Provision), [](const Exchange* exchange) {
        const pugi::xml_document* question = exchange->question();
        return question != nullptr &&
               question->document_element()
                       .child("Policies")
                       .child("Policy")
                       .child("Status")
                       .text()
                       .as_int() == static_cast<int>(eas::PolicyAcknowledgement::NotApplied);
    });
}

Outcome run(const Case& given)
{
    const Exchange* with_policy = nullptr;
    std::vector<std::string> names;
    for (const Exchange* exchange : exchanges_of(given, Phase::Provision)) {
        if (given.answer(*exchange) != Answer::Usable)
            continue;
        const auto reply = eas::read_provision(*exchange->reply());
        if (!reply || reply->settings.empty())
            continue;
        with_policy = exchange;
        names = beyond(*reply, given.handset);
    }
    if (with_policy == nullptr)
        return NotReached{"the server sent no policy that could be read"};
    if (names.empty())
        return Passed{"the handset can enforce all that the policy asks for", {with_policy->number}};
    const Source& source = given.handset.source_of(given.handset.policies);
    const bool known = source.kind == SourceKind::Document || source.kind == SourceKind::Seen;
    return Finding{
        .observed = fmt::format("the policy asks for {}; the handset {}", fmt::join(names, ", "),
                                was_refused(given) ? "does not take it" : "says that it applied the rest"),
        .expected = "only what this handset can enforce",
        .evidence = {with_policy->number},
        .basis = known ? Basis::Observed : Basis::Inferred,
        .source = known ? std::string() : "policies: " + source.what,
        .support_code = {},
        .remedy = {},
        .severity = was_let_in_after(given, with_policy->number) ? Severity::Degraded : Severity::Blocker};
}

} // namespace

extern const Check enforceable;
const Check enforceable{
    .id = "provision.enforceable",
    .title = "The handset can enforce the policy",
    .phase = Phase::Provision,
    .severity = Severity::Blocker,
    .citation = {"MS-ASPROV", "2.2.2.54.1"},
    .why = "A handset that cannot enforce all of the policy is refused by a server that insists (HTTP 449 "
           "again and again), and let in by one that allows devices which are not fully provisionable.",
    .remedy =
        "Take the setting out of the mobile policy of these users, or allow non-provisionable devices in it.",
    .run = run,
};

} // namespace easprobe::checks::provision
