// An item may be changed on the phone and on the server between two synchronisations. The phone's setting
// says whose change stays (Conflict), and one of the two is lost: the report says which.
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/text/printable.h"

#include <array>
#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

/// A change that the owner has made, in words, and the element that it was about.
struct Kind {
    ErrandStep step;
    const char* item;
    const char* changed;
};
constexpr std::array kinds = {Kind{ErrandStep::MailMarkRead, "the mail", "email:Read"},
                              Kind{ErrandStep::ContactChange, "the contact", "contacts:JobTitle"},
                              Kind{ErrandStep::EventChange, "the event", "calendar:Location"},
                              Kind{ErrandStep::TaskChange, "the task", "tasks:Importance"}};

pugi::xml_node collection_of(const pugi::xml_document* body)
{
    return body == nullptr ? pugi::xml_node()
                           : body->document_element().child("Collections").child("Collection");
}

/// Where the request says nothing of it the server's item stays (MS-ASCMD 2.2.3.34).
bool handset_wins(const Exchange& changed)
{
    const pugi::xml_node options = collection_of(changed.question()).child("Options");
    return std::string_view(options.child_value("Conflict")) == "0";
}

/// ApplicationData with which the server replaces the phone's item, in this answer or in a later one; null
/// where none does.
pugi::xml_node servers_version(const Case& given, const Exchange& changed)
{
    const pugi::xml_node asked = collection_of(changed.question()).child("Commands").child("Change");
    const std::string_view id = asked.child_value("ServerId");
    for (const Exchange& exchange : given.evidence.exchanges) {
        if (exchange.number < changed.number || exchange.purpose != Purpose::Errand)
            continue;
        for (const pugi::xml_node command : collection_of(exchange.reply()).child("Commands").children())
            if (id == command.child_value("ServerId") && command.child("ApplicationData"))
                return command.child("ApplicationData");
    }
    return {};
}

std::string value_in(const pugi::xml_node& data, const char* name)
{
    const pugi::xml_node element = data.child(name);
    return element ? fmt::format("'{}'", printable(element.child_value(), 60)) : std::string("nothing");
}

/// What was lost by it, and on which side.
struct Decided {
    std::string what;
    bool as_set = true;
};

Decided read(const Kind& kind, const Exchange& changed, const Case& given)
{
    const pugi::xml_node asked = collection_of(changed.question()).child("Commands").child("Change");
    const std::string wanted = value_in(asked.child("ApplicationData"), kind.changed);
    if (handset_wins(changed))
        return {
            fmt::format("{}: the phone's change ({} {}) was to stay (Conflict 0), and the server kept its "
                        "own (Status 7)",
                        kind.item, kind.changed, wanted),
            false};
    const pugi::xml_node version = servers_version(given, changed);
    if (!version)
        return {fmt::format("{}: the server kept its own change (Status 7) and did not send it, so that the "
                            "phone goes on with {} {}",
                            kind.item, kind.changed, wanted),
                false};
    return {fmt::format("{}: it was changed on the server at the same time, and the server's change stayed; "
                        "the phone's ({} {}) is lost, it has {} now",
                        kind.item, kind.changed, wanted, value_in(version, kind.changed)),
            true};
}

Outcome run(const Case& given)
{
    Finding finding;
    bool all_as_set = true;
    bool changed_any = false;
    for (const Kind& kind : kinds) {
        const Exchange* const changed = find_errand(given, kind.step);
        changed_any = changed_any || changed != nullptr;
        if (changed == nullptr || !met_conflict(*changed))
            continue;
        const Decided decided = read(kind, *changed, given);
        finding.observed += (finding.observed.empty() ? "" : "; ") + decided.what;
        finding.evidence.push_back(changed->number);
        all_as_set = all_as_set && decided.as_set;
    }
    if (!changed_any)
        return not_sent(given, "the handset has changed nothing that could be changed elsewhere as well");
    if (finding.evidence.empty())
        return NotApplicable{"no item was changed on both sides at once"};
    finding.expected = all_as_set ? "nobody and nothing changes an item between two synchronisations"
                                  : "the change that the phone's setting says stays, on both sides";
    if (all_as_set)
        finding.severity = Severity::Advice;
    return finding;
}

} // namespace

extern const Check conflict_decided;
const Check conflict_decided{
    .id = "sync.conflict-decided",
    .title = "An item changed on both sides is decided as the phone's setting says",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.34; 2.2.3.177.17"},
    .why = "Of two changes to one item one is lost, and with it what somebody has entered. Where the server "
           "decides otherwise than the phone asks for, the two differ from then on.",
    .remedy =
        "These items were made a moment before by this run: see what else writes into the mailbox, such as "
        "another device, an agent or a program that completes new items. The owner of a phone can choose "
        "which side wins, in the options of ActiveSync.",
    .needs = Needs::Writing,
    .run = run,
};

} // namespace easprobe::checks::sync
