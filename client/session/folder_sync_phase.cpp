// The list of folders. On a server that wants its policy applied first this is the command that it refuses
// with 449.

#include "client/session/state.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

struct DefaultFolder {
    std::string_view item_class;
    eas::FolderType type;
};

/// A handset has one folder of each class and takes no others for it (handset study, 5.3).
constexpr std::array default_folders = {
    DefaultFolder{"Email", eas::FolderType::Inbox},
    DefaultFolder{"Calendar", eas::FolderType::Calendar},
    DefaultFolder{"Contacts", eas::FolderType::Contacts},
    DefaultFolder{"Tasks", eas::FolderType::Tasks},
};

const eas::Folder* default_folder(const std::vector<eas::Folder>& folders, std::string_view item_class)
{
    for (const DefaultFolder& wanted : default_folders) {
        if (wanted.item_class != item_class)
            continue;
        const auto found = std::find_if(folders.begin(), folders.end(), [&](const eas::Folder& folder) {
            return folder.type == static_cast<int>(wanted.type);
        });
        return found == folders.end() ? nullptr : &*found;
    }
    return nullptr;
}

Action after_folder_sync(State& state, const Exchange& answer)
{
    if (is_policy_demand(answer))
        return begin_provision(state, after_folder_sync);
    if (const auto refusal = refusal_of(answer))
        return stop(state, Phase::FolderSync, refusal->reason + " to FolderSync");
    if (answer.reply() == nullptr)
        return stop(state, Phase::FolderSync, "an empty answer to FolderSync");
    const auto reply = eas::read_folder_sync(*answer.reply());
    if (!reply)
        return stop(state, Phase::FolderSync, "an answer to FolderSync with " + reply.error().what);
    if (reply->status != 1)
        return stop(state, Phase::FolderSync, fmt::format("FolderSync status {}", reply->status));
    state.folders = reply->added;
    state.hierarchy_key = reply->sync_key;
    state.collections.clear();
    for (const std::string& item_class : state.profile.sync.classes)
        if (const eas::Folder* folder = default_folder(state.folders, item_class))
            state.collections.push_back({item_class, folder->server_id});
    state.current = 0;
    return after_phase(state, Phase::FolderSync, begin_sync);
}

} // namespace

Action begin_folder_sync(State& state)
{
    return send_command(state, eas::Command::FolderSync, eas::make_folder_sync("0"), after_folder_sync);
}

} // namespace easprobe::session
