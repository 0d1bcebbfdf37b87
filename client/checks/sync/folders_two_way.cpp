// A mail folder can be made, renamed and deleted from the phone (FolderCreate, FolderUpdate, FolderDelete).
#include "client/checks/answer.h"
#include "client/checks/check.h"
#include "client/checks/sync/errands.h"
#include "protocol/eas/folder_change.h"
#include "protocol/eas/folder_sync.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace easprobe::checks::sync {

namespace {

std::optional<std::string> fault_of(const Exchange& exchange, const Case& given)
{
    if (auto fault = fault_of_exchange(exchange, given))
        return fault;
    if (given.answer(exchange) != Answer::Usable)
        return std::nullopt;
    if (exchange.reply() == nullptr)
        return "an answer that cannot be read";
    const auto reply = eas::read_folder_change(*exchange.reply());
    if (!reply)
        return "a reply with " + reply.error().what;
    return reply->status == 1 ? std::nullopt : std::optional(fmt::format("status {}", reply->status));
}

/// The list of all folders after a deletion still has it.
bool is_still_listed(const Case& given)
{
    const Exchange* const look = find_errand(given, ErrandStep::ClearingFolders);
    const Exchange* const made = find_errand(given, ErrandStep::FolderCreate);
    if (look == nullptr || made == nullptr || look->reply() == nullptr || made->question() == nullptr)
        return false;
    const std::string_view name = made->question()->document_element().child_value("DisplayName");
    const auto list = eas::read_folder_sync(*look->reply());
    return list && std::ranges::any_of(list->added, [&](const eas::Folder& folder) {
               return !name.empty() && folder.display_name.starts_with(name);
           });
}

Outcome run(const Case& given)
{
    constexpr std::array<std::pair<ErrandStep, const char*>, 3> steps = {
        {{ErrandStep::FolderCreate, "FolderCreate"},
         {ErrandStep::FolderRename, "FolderUpdate"},
         {ErrandStep::FolderDelete, "FolderDelete"}}};
    Tally tally;
    for (const auto& [step, command] : steps)
        if (const Exchange* exchange = find_errand(given, step))
            tally.add(*exchange, command,
                      step == ErrandStep::FolderDelete && is_still_listed(given)
                          ? std::optional<std::string>("accepted, and the folder is still there")
                          : fault_of(*exchange, given));
    return tally.outcome(given, "a folder was made, renamed and deleted", "status 1",
                         "the server lists no FolderCreate");
}

} // namespace

extern const Check folders_two_way;
const Check folders_two_way{
    .id = "sync.folders-two-way",
    .title = "Folders can be made, renamed and deleted from the phone",
    .phase = Phase::Sync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.1.2; 2.2.1.3; 2.2.1.6"},
    .why = "The owner of the phone cannot put mail in order but at a desk.",
    .remedy = "Look at the server's log at the time of the request, and whether the user may make folders.",
    .needs = Needs::Writing,
    .run = run,
};

} // namespace easprobe::checks::sync
