// Mail, appointments and contacts live in three folders of known types; what has none is not synchronised.
#include "client/checks/check.h"
#include "client/checks/folder_sync/folders.h"
#include "protocol/text/counted.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace easprobe::checks::folder_sync {

namespace {

using eas::FolderType;

struct Wanted {
    FolderType type;
    const char* name;
};
constexpr std::array wanted_folders = {Wanted{FolderType::Inbox, "Inbox"},
                                       Wanted{FolderType::Calendar, "Calendar"},
                                       Wanted{FolderType::Contacts, "Contacts"}};

bool has(const std::vector<eas::Folder>& folders, FolderType type)
{
    return std::ranges::any_of(
        folders, [type](const eas::Folder& folder) { return folder.type == static_cast<int>(type); });
}

Outcome run(const Case& given)
{
    const FolderList list = folders_of(given);
    if (list.exchange == 0)
        return NotReached{"no list of folders came"};
    std::vector<std::string> missing;
    for (const Wanted& wanted : wanted_folders)
        if (!has(list.folders, wanted.type))
            missing.push_back(fmt::format("{} (type {})", wanted.name, static_cast<int>(wanted.type)));
    if (missing.empty())
        return Passed{"Inbox, Calendar and Contacts are there", {list.exchange}};
    Finding finding;
    finding.observed = fmt::format("among {} there is no {}", counted(list.folders.size(), "folder"),
                                   fmt::join(missing, ", no "));
    finding.expected = "a folder of type 2, one of type 8 and one of type 9";
    finding.evidence = {list.exchange};
    if (missing.size() == wanted_folders.size() && !has(list.folders, FolderType::Tasks))
        finding.severity = Severity::Blocker; // Nothing is left that it could synchronise.
    return finding;
}

} // namespace

extern const Check default_folders;
const Check default_folders{
    .id = "folder-sync.default-folders",
    .title = "Inbox, Calendar and Contacts are among the folders",
    .phase = Phase::FolderSync,
    .severity = Severity::Degraded,
    .citation = {"MS-ASCMD", "2.2.3.186.2"},
    .why = "The phone synchronises the folders of types 2, 8 and 9 by themselves; what is missing stays "
           "empty on it.",
    .remedy = "Let the user log in to the mailbox once so that its default folders are made; on other "
              "servers, give "
              "the user's mail, calendar and address book their default types.",
    .run = run,
};

} // namespace easprobe::checks::folder_sync
