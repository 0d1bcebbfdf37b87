// What the run has made: the mail folder, and whatever copies a server has put into folders of the user's.

#include "client/session/clearing/clearing_folders.h"

#include "client/evidence/reply.h"
#include "client/session/clearing/clearing.h"
#include "client/session/errands/errand_requests.h"
#include "client/session/phases/sync_phase.h"
#include "protocol/eas/folder_change.h"
#include "protocol/eas/statuses.h"

#include <algorithm>

namespace easprobe::session {

namespace {

Action give_up_folder(State& state, std::string_view why)
{
    state.errands.folder.reset();
    return give_up(state, why);
}

/// The name that it was made under, or the one that it got later.
bool is_named_by_run(const State& state, const eas::Folder& folder)
{
    const std::string name = marked_name(state);
    return folder.display_name == name || folder.display_name.starts_with(name + ' ');
}

/// All folders, from key 0: which one it is, and the key that the server now goes by. After key 0 a server
/// may number its folders anew: the ServerId of before may be that of a folder of the user's.
Action after_folders(State& state, const Exchange& answer)
{
    const auto reply = read_reply(answer, eas::read_folder_sync);
    Trace& trace = trace_at_hand(state);
    const bool was_deleted = trace.deleted;
    if (!reply || reply->status != 1)
        return give_up_folder(state, was_deleted ? not_seen : "the folders can no longer be asked for");
    state.hierarchy.sync_key = reply->sync_key;
    const auto found = std::ranges::find_if(
        reply->added, [&](const eas::Folder& folder) { return is_named_by_run(state, folder); });
    if (found == reply->added.end()) {
        state.errands.folder.reset();
        return is_cleared(state);
    }
    if (state.errands.clearing_try >= most_clearing_tries)
        return give_up_folder(state, was_deleted ? still_there : "the server refuses to delete it");
    trace.server_id = found->server_id;
    trace.deleted = false;
    return clear_next(state);
}

Action ask_for_folders(State& state)
{
    return send_clearing(
        state,
        errand_request(state, eas::Command::FolderSync,
                       eas::to_wire(eas::make_folder_sync(std::string(eas::first_sync_key)))),
        ErrandStep::ClearingFolders, after_folders);
}

/// That it is gone is only seen in a list of all folders; some servers put a deleted folder among the deleted
/// items, and delete it there only.
Action after_folder(State& state, const Exchange& answer)
{
    const auto reply = read_reply(answer, eas::read_folder_change);
    if (reply && (reply->status == 1 || reply->status == eas::folder_status::not_found)) {
        trace_at_hand(state).deleted = true;
        state.errands.folder.reset();
        if (!reply->sync_key.empty())
            state.hierarchy.sync_key = reply->sync_key;
        return clear_next(state);
    }
    return state.errands.clearing_try < 3 ? ask_for_folders(state)
                                          : give_up_folder(state, "the server refuses to delete it");
}

/// Everything there that bears the run's mark is a trace of its own.
Action after_copies(State& state, const Exchange& answer)
{
    const Trace place = trace_at_hand(state);
    Collection& collection = *find_collection(state, place.collection_id);
    const bool was_opened = collection.sync_key != eas::first_sync_key;
    const auto reply = take_sync(collection, answer);
    if (!reply)
        return give_up(state, "it could not be looked for");
    std::vector<Trace> found;
    for (const pugi::xml_node& item : reply->items) {
        const std::string subject = item.child("ApplicationData").child_value("email:Subject");
        if (subject.find(marked_name(state)) != std::string::npos)
            found.push_back({Trace::Kind::Item, place.item_class, place.collection_id,
                             item.child_value("ServerId"), subject});
    }
    std::vector<Trace>& traces = state.errands.traces;
    const bool at_end = was_opened && !reply->more_available;
    if (at_end)
        traces.pop_back();
    traces.insert(traces.end(), found.begin(), found.end());
    if (!at_end && found.empty())
        return state.errands.clearing_try < most_clearing_windows ? clear_next(state)
                                                                  : give_up(state, "there is too much in it");
    return next_trace(state);
}

} // namespace

/// Only what is of today can be a copy.
Action clear_copies(State& state, const Trace& place)
{
    constexpr int one_day = 1; // MS-ASCMD 2.2.3.68.2.
    if (find_collection(state, place.collection_id) == nullptr)
        state.errands.opened.push_back({place.item_class, place.collection_id});
    eas::SyncRequest request = items_request(state, *find_collection(state, place.collection_id));
    request.filter_type = one_day;
    return send_clearing(state,
                         errand_request(state, eas::Command::Sync, eas::to_wire(eas::make_sync(request))),
                         ErrandStep::ClearingCopies, after_copies);
}

Action clear_folder(State& state, const Trace& trace)
{
    if (trace.server_id.empty() || trace.deleted)
        return ask_for_folders(state);
    return send_clearing(
        state,
        errand_request(state, eas::Command::FolderDelete,
                       eas::to_wire(eas::make_folder_delete(state.hierarchy.sync_key, trace.server_id))),
        ErrandStep::FolderDelete, after_folder);
}

} // namespace easprobe::session
