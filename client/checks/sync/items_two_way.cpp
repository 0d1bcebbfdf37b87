// Contacts, events and tasks that the owner makes, changes and deletes on the phone are so on the server.
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/eas/sync_commands.h"

#include <array>
#include <fmt/format.h>

namespace easprobe::checks::sync {

namespace {

/// An element that the change has given another value, and that no server has a reason to rewrite.
struct Kind {
    const char* name;
    const char* element;
    ErrandStep add;
    ErrandStep change;
    ErrandStep look;
    ErrandStep remove;
    ErrandStep gone;
};
constexpr std::array kinds = {
    Kind{"contact", "contacts:JobTitle", ErrandStep::ContactAdd, ErrandStep::ContactChange,
         ErrandStep::ContactLook, ErrandStep::ContactDelete, ErrandStep::ContactGone},
    Kind{"event", "calendar:Location", ErrandStep::EventAdd, ErrandStep::EventChange, ErrandStep::EventLook,
         ErrandStep::EventDelete, ErrandStep::EventGone},
    Kind{"task", "tasks:Importance", ErrandStep::TaskAdd, ErrandStep::TaskChange, ErrandStep::TaskLook,
         ErrandStep::TaskDelete, ErrandStep::TaskGone}};

std::optional<std::string> fault_of_add(const Exchange& added, const Case& given)
{
    if (auto fault = fault_of_sync(added, given, "Add"))
        return fault;
    if (given.answer(added) != Answer::Usable)
        return std::nullopt;
    if (added.reply() != nullptr)
        for (const eas::SyncResponse& response : eas::read_sync_responses(*added.reply()))
            if (response.command == "Add" && !response.server_id.empty())
                return std::nullopt;
    return "no ServerId for the new item";
}

/// The value that the request gave the element, and the one that the server has afterwards.
std::optional<std::string> fault_of_change(const Exchange& changed, const Exchange* look, const Kind& kind,
                                           const Case& given)
{
    if (auto fault = fault_of_sync(changed, given, "Change"))
        return fault;
    if (look == nullptr || changed.question() == nullptr || met_conflict(changed))
        return std::nullopt;
    const pugi::xml_node data = fetched(*look);
    const pugi::xml_node asked =
        changed.question()->document_element().child("Collections").child("Collection").child("Commands");
    const std::string wanted = asked.child("Change").child("ApplicationData").child_value(kind.element);
    if (data.empty() || wanted == data.child_value(kind.element))
        return std::nullopt;
    return fmt::format("the server took it, and {} is still as before", kind.element);
}

std::optional<std::string> fault_of_delete(const Exchange& deleted, const Exchange* gone, const Case& given)
{
    if (auto fault = fault_of_sync(deleted, given, "Delete"))
        return fault;
    if (gone == nullptr || fetched(*gone).empty())
        return std::nullopt;
    return "the server took it and still has the item";
}

void judge(const Kind& kind, const Case& given, Tally& tally)
{
    if (const Exchange* added = find_errand(given, kind.add))
        tally.add(*added, fmt::format("adding the {}", kind.name), fault_of_add(*added, given));
    if (const Exchange* changed = find_errand(given, kind.change))
        tally.add(*changed, fmt::format("changing the {}", kind.name),
                  fault_of_change(*changed, find_errand(given, kind.look), kind, given));
    if (const Exchange* deleted = find_errand(given, kind.remove))
        tally.add(*deleted, fmt::format("deleting the {}", kind.name),
                  fault_of_delete(*deleted, find_errand(given, kind.gone), given));
}

Outcome run(const Case& given)
{
    Tally tally;
    for (const Kind& kind : kinds)
        judge(kind, given, tally);
    return tally.outcome(given, "what was added, changed and deleted was so on the server",
                         "status 1, and the item as the phone has it",
                         "the handset has no folder for contacts, events or tasks");
}

} // namespace

extern const Check items_two_way;
const Check items_two_way{
    .id = "sync.items-two-way",
    .title = "Contacts, events and tasks of the phone reach the server",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.32; 2.2.3.154; 2.2.3.177.17"},
    .why =
        "What the owner enters on the phone is nowhere else, and is lost with the phone; or it comes back to "
        "the phone as it was before.",
    .remedy =
        "Look at the server's log at the time of the request, and whether the user may write to the folder.",
    .needs = Needs::Writing,
    .run = run,
};

} // namespace easprobe::checks::sync
