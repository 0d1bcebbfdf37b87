// One collection after the other: a key, an estimate of what is to come, then items until there are no more.

#include "client/session/phases/sync_phase.h"

#include "client/session/answer.h"
#include "client/session/phases/folder_sync_phase.h"
#include "client/session/phases/ping_phase.h"
#include "client/session/phases/way_back.h"
#include "client/session/progress.h"
#include "client/session/request.h"
#include "protocol/eas/get_item_estimate.h"
#include "protocol/eas/sync.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

/// At the handset's window of 100 items this is far more than it could store; a server that goes on for
/// longer never ends.
constexpr int most_rounds = 1000;

Action sync_items(State& state);
Action estimate(State& state);
Action make_key(State& state);

Collection& current(State& state)
{
    return state.collections[state.current];
}

std::optional<int> filter_type(const State& state, const std::string& item_class)
{
    if (item_class == "Email")
        return state.options.mail_filter_type.value_or(state.profile.sync.mail_filter_type);
    if (item_class == "Calendar")
        return state.profile.sync.calendar_filter_type;
    return std::nullopt;
}

/// The collection in hand, or what comes after the last one.
Action begin_collection(State& state)
{
    if (state.current < state.collections.size())
        return make_key(state);
    return state.pings > 0 ? resume_ping(state) : leg_done(state);
}

Action next_collection(State& state)
{
    if (!state.to_sync.empty()) {
        state.current = state.to_sync.back();
        state.to_sync.pop_back();
        return sync_items(state);
    }
    if (state.pings > 0)
        return resume_ping(state);
    ++state.current;
    return begin_collection(state);
}

/// What was in hand when the folders were asked for again: with the key it has, or from the beginning where
/// it has none.
Action resume_collection(State& state)
{
    const bool has_key =
        state.current < state.collections.size() && current(state).sync_key != eas::first_sync_key;
    return has_key ? sync_items(state) : begin_collection(state);
}

Action refuse(State& state, const std::string& reason)
{
    return stop(state, Phase::Sync, fmt::format("{} ({})", reason, current(state).item_class),
                next_collection);
}

/// The phone forgets what it had of a collection whose key is refused and begins again, once.
Action restart(State& state, const std::string& reason)
{
    Collection& collection = current(state);
    if (collection.restarted)
        return refuse(state, reason + " again, after a new beginning with key 0");
    collection.restarted = true;
    collection.rounds = 0;
    return make_key(state);
}

/// A status other than success, and the step that met it.
struct Trouble {
    eas::Command command;
    int status;
    bool with_key_0;
    Action (*step)(State&);
};

/// The documented way back, each step of it once.
Action recover(State& state, const Trouble& trouble)
{
    Collection& collection = current(state);
    const std::string reason = fmt::format("{} status {}{}", to_string(trouble.command), trouble.status,
                                           trouble.with_key_0 ? " for key 0" : "");
    const WayBack way = way_back(trouble.command, trouble.status);
    if ((way == WayBack::Repeat || way == WayBack::RepeatThenStartOver) && !collection.repeated) {
        collection.repeated = true;
        return trouble.step(state);
    }
    if (way == WayBack::AskForFolders)
        return state.hierarchy.renewed ? refuse(state, reason) : renew_folders(state, resume_collection);
    const bool starts_over =
        way == WayBack::StartOver || way == WayBack::MakeKey || way == WayBack::RepeatThenStartOver;
    if (starts_over && !trouble.with_key_0)
        return restart(state, reason);
    return refuse(state, reason);
}

void note_attachments(State& state, const eas::SyncReply& reply)
{
    for (const pugi::xml_node& item : reply.items)
        for (eas::Attachment& attachment : eas::attachments_of(item.child("ApplicationData")))
            if (!state.attachment || attachment.size < state.attachment->size)
                state.attachment = std::move(attachment);
}

Action after_items(State& state, const Exchange& answer)
{
    if (const auto refusal = refusal_of(answer))
        return refuse(state, *refusal + " to Sync");
    if (answer.reply() == nullptr)
        return next_collection(state); // Empty: nothing has changed (MS-ASCMD 2.2.1.21, 12.1).
    const auto reply = eas::read_sync(*answer.reply());
    if (!reply)
        return refuse(state, "an answer to Sync with " + reply.error().what);
    if (reply->deciding_status() != 1)
        return recover(state, {eas::Command::Sync, reply->deciding_status(), false, sync_items});
    Collection& collection = current(state);
    if (!reply->sync_key.empty())
        collection.sync_key = reply->sync_key;
    note_attachments(state, *reply);
    if (!reply->more_available)
        return next_collection(state);
    if (++collection.rounds >= most_rounds)
        return refuse(state, fmt::format("MoreAvailable without end, {} times", most_rounds));
    return sync_items(state);
}

Action sync_items(State& state)
{
    return send_command(state, eas::Command::Sync, eas::make_sync(items_request(state, current(state))),
                        after_items);
}

Action after_estimate(State& state, const Exchange& answer)
{
    const auto reply = reply_to("GetItemEstimate", answer, eas::read_get_item_estimate);
    if (!reply)
        return refuse(state, reply.error());
    if (reply->status != 1)
        return recover(state, {eas::Command::GetItemEstimate, reply->status, false, estimate});
    // Nothing to come: the phone leaves the Sync out (handset study, 5.3).
    return reply->estimate == 0 ? next_collection(state) : sync_items(state);
}

Action estimate(State& state)
{
    const Collection& collection = current(state);
    const auto body = eas::make_get_item_estimate(collection.item_class, collection.id,
                                                  filter_type(state, collection.item_class).value_or(0),
                                                  collection.sync_key);
    return send_command(state, eas::Command::GetItemEstimate, body, after_estimate);
}

Action after_key(State& state, const Exchange& answer)
{
    const auto reply = reply_to("Sync with key 0", answer, eas::read_sync);
    if (!reply)
        return refuse(state, reply.error());
    if (reply->deciding_status() != 1)
        return recover(state, {eas::Command::Sync, reply->deciding_status(), true, make_key});
    if (reply->sync_key.empty())
        return refuse(state, "no SyncKey for key 0");
    current(state).sync_key = reply->sync_key;
    return state.profile.activesync.estimates_before_sync ? estimate(state) : sync_items(state);
}

Action make_key(State& state)
{
    Collection& collection = current(state);
    collection.sync_key = eas::first_sync_key;
    eas::SyncRequest request;
    request.version = *state.version;
    request.item_class = collection.item_class;
    request.sync_key = collection.sync_key;
    request.collection_id = collection.id;
    return send_command(state, eas::Command::Sync, eas::make_sync(request), after_key);
}

} // namespace

eas::SyncRequest items_request(const State& state, const Collection& collection)
{
    eas::SyncRequest request;
    request.version = *state.version;
    request.item_class = collection.item_class;
    request.sync_key = collection.sync_key;
    request.collection_id = collection.id;
    request.window_size = state.profile.sync.window_size;
    request.filter_type = filter_type(state, collection.item_class);
    request.truncation = state.profile.sync.mail_truncation;
    request.truncation_size = state.profile.sync.body_truncation_size;
    request.mime_support = state.profile.sync.mime_support;
    request.conflict = state.profile.sync.conflict;
    return request;
}

Action begin_sync(State& state)
{
    if (state.collections.empty())
        return stop(state, Phase::FolderSync, "no folder that this handset could synchronise");
    state.current = 0;
    return make_key(state);
}

Action sync_changed(State& state, const std::vector<std::string>& folder_ids)
{
    state.to_sync.clear();
    for (std::size_t i = state.collections.size(); i > 0; --i)
        if (std::find(folder_ids.begin(), folder_ids.end(), state.collections[i - 1].id) != folder_ids.end())
            state.to_sync.push_back(i - 1);
    return next_collection(state);
}

} // namespace easprobe::session
