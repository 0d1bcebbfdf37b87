// The list of folders. On a server that wants its policy applied first this is the command that it refuses
// with 449.

#include "client/session/phases/folder_sync_phase.h"

#include "client/session/answer.h"
#include "client/session/phases/way_back.h"
#include "client/session/progress.h"
#include "client/session/request.h"

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

Action ask(State& state);

/// The collections of the folders as they now are; one whose folder is the same keeps what it has. Whoever
/// was in the middle of one goes on with it, or, where its folder has gone, with the next.
void renew_collections(State& state)
{
    std::vector<Collection> before;
    before.swap(state.collections);
    const std::string in_hand =
        state.current < before.size() ? before[state.current].item_class : std::string();
    state.current = 0;
    state.to_sync.clear();
    bool passed = in_hand.empty();
    for (const std::string& item_class : state.profile.sync.classes) {
        passed = passed || item_class == in_hand;
        const eas::Folder* const folder = default_folder(state.hierarchy.folders, item_class);
        if (folder == nullptr)
            continue;
        const auto same = std::find_if(before.begin(), before.end(), [&](const Collection& collection) {
            return collection.item_class == item_class && collection.id == folder->server_id;
        });
        state.collections.push_back(same != before.end() ? *same : Collection{item_class, folder->server_id});
        if (!passed)
            ++state.current;
    }
}

/// The documented ways back; each of them is taken once.
Action recover(State& state, int status)
{
    const WayBack way = way_back(eas::Command::FolderSync, status);
    const bool repeats = way == WayBack::Repeat || way == WayBack::RepeatThenStartOver;
    const bool starts_over = way == WayBack::StartOver || way == WayBack::RepeatThenStartOver;
    if (repeats && !state.hierarchy.repeated) {
        state.hierarchy.repeated = true;
        return ask(state);
    }
    if (starts_over && !state.hierarchy.restarted && state.hierarchy.sync_key != eas::first_sync_key) {
        state.hierarchy.restarted = true;
        state.hierarchy.sync_key = eas::first_sync_key;
        return ask(state);
    }
    return stop(state, Phase::FolderSync, fmt::format("FolderSync status {}", status));
}

Action after_folder_sync(State& state, const Exchange& answer)
{
    const auto reply = reply_to("FolderSync", answer, eas::read_folder_sync);
    if (!reply)
        return stop(state, Phase::FolderSync, reply.error());
    if (reply->status != 1)
        return recover(state, reply->status);
    if (state.hierarchy.sync_key == eas::first_sync_key)
        state.hierarchy.folders.clear();
    state.hierarchy.sync_key = reply->sync_key;
    eas::apply(*reply, state.hierarchy.folders);
    renew_collections(state);
    return state.hierarchy.then(state);
}

Action ask(State& state)
{
    return send_command(state, eas::Command::FolderSync, eas::make_folder_sync(state.hierarchy.sync_key),
                        after_folder_sync);
}

} // namespace

Action begin_folder_sync(State& state)
{
    state.hierarchy.then = leg_done;
    return ask(state);
}

Action renew_folders(State& state, Action (*then)(State&))
{
    if (state.hierarchy.renewed)
        return stop(state, Phase::FolderSync, "the folders are said to have changed again and again");
    state.hierarchy.renewed = true;
    state.hierarchy.then = then;
    return ask(state);
}

} // namespace easprobe::session
