// What the run has made in the mailbox goes again: at the end of each errand, and before the run ends, for
// whatever reason it does. It goes on for some seconds beyond the run's own deadline, and no longer.

#include "client/session/errand.h"
#include "protocol/eas/folder_change.h"
#include "protocol/eas/move_items.h"
#include "protocol/text/printable.h"

#include <algorithm>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

/// Requests that one trace may cost.
constexpr std::size_t most_tries = 5;
/// Windows of items of one day that are looked through for copies.
constexpr std::size_t most_windows = 20;
constexpr Milliseconds timeout{10'000};
constexpr Milliseconds pause{1000};

Action clear_next(State& state);

Trace& at_hand(State& state)
{
    return state.errands.traces.back();
}

std::string_view word_of(std::string_view item_class)
{
    return item_class == "Email"      ? "mail"
           : item_class == "Calendar" ? "event"
           : item_class == "Contacts" ? "contact"
           : item_class == "Tasks"    ? "task"
                                      : "folder";
}

/// What is in the run's own folder goes with it.
void leave_behind(State& state, std::string_view why)
{
    const Trace trace = at_hand(state);
    state.errands.traces.pop_back();
    if (trace.kind == Trace::Kind::Copies)
        state.errands.left_behind.push_back(fmt::format(
            "copies of the mail, perhaps, in the folder \"{}\": {}", printable(trace.name, 80), why));
    else if (!is_in_own_folder(state, trace))
        state.errands.left_behind.push_back(
            fmt::format("the {} \"{}\": {}", word_of(trace.item_class), trace.name, why));
}

Action next_trace(State& state)
{
    state.errands.clearing_try = 0;
    state.errands.clearing_windows = 0;
    state.errands.clearing_anew = false;
    return clear_next(state);
}

Action give_up(State& state, std::string_view why)
{
    leave_behind(state, why);
    return next_trace(state);
}

bool is_out_of_time(const Exchange& answer)
{
    return answer.failure() != nullptr && answer.failure()->kind == TransportFailure::Kind::DeadlineReached;
}

void leave_all_behind(State& state, std::string_view why)
{
    while (!state.errands.traces.empty())
        leave_behind(state, why);
    state.errands.clearing = false;
}

Action out_of_time(State& state)
{
    Errands& errands = state.errands;
    leave_all_behind(state, "no time was left to remove it");
    if (!errands.ending)
        errands.ending = Ending{Ending::Kind::DeadlineReached, Phase::Sync, "the run's time was up"};
    return Done{*errands.ending};
}

Action send(State& state, transport::Sending sending, std::string_view name, State::OnAnswer on_answer)
{
    sending.probe = name;
    sending.clean_up = true;
    sending.timeout = timeout;
    // A look that found nothing is repeated after a while only.
    if (state.errands.clearing_try > 1 && name == "clearing.look")
        sending.delay = pause;
    ++state.errands.clearing_try;
    state.on_answer = on_answer;
    return sending;
}

Action after_key(State& state, const Exchange& answer)
{
    if (is_out_of_time(answer))
        return out_of_time(state);
    if (!take_sync(*find_collection(state, at_hand(state).collection_id), answer))
        return give_up(state, "its folder can no longer be synchronised");
    state.errands.clearing_try = 0;
    return clear_next(state);
}

/// The server has lost the key: the collection begins anew. From there on a ServerId may stand for something
/// of the user's, so that everything is looked for by its name again.
Action begin_anew(State& state, Collection& collection)
{
    state.errands.clearing_anew = true;
    for (Trace& trace : state.errands.traces)
        if (trace.kind == Trace::Kind::Item && trace.collection_id == collection.id) {
            trace.came_in = trace.came_in || !trace.server_id.empty();
            trace.server_id.clear();
            trace.renumbered = true;
        }
    collection.sync_key = "0";
    return send(state, sync_with(state, collection, nullptr, nullptr), "clearing.key", after_key);
}

bool is_bad_key(const Exchange& answer)
{
    constexpr int bad_key = 3; // MS-ASCMD 2.2.3.177.17.
    if (answer.reply() == nullptr)
        return false;
    const auto reply = eas::read_sync(*answer.reply());
    return reply && reply->deciding_status() == bad_key;
}

Action after_check(State& state, const Exchange& answer)
{
    if (is_out_of_time(answer))
        return out_of_time(state);
    take_sync(*find_collection(state, at_hand(state).collection_id), answer);
    if (brings_item(answer, at_hand(state).server_id))
        return give_up(state, "the server says that it deletes it, and still has it");
    state.errands.traces.pop_back();
    return next_trace(state);
}

Action after_delete(State& state, const Exchange& answer)
{
    if (is_out_of_time(answer))
        return out_of_time(state);
    constexpr int gone = 8; // MS-ASCMD 2.2.3.177.17: object not found.
    Trace& trace = at_hand(state);
    Collection& collection = *find_collection(state, trace.collection_id);
    if (is_bad_key(answer) && !state.errands.clearing_anew)
        return begin_anew(state, collection);
    const int status = response_status(answer, "Delete");
    if (!take_sync(collection, answer) || (status != 1 && status != gone))
        return state.errands.clearing_try < most_tries / 2
                   ? clear_next(state)
                   : give_up(state, "the server refuses to delete it");
    return send(state,
                sync_with(state, collection, &trace,
                          [](pugi::xml_document& sync, const Trace& asked) {
                              eas::fetch_item(sync, asked.server_id);
                          }),
                "clearing.check", after_check);
}

Action after_look(State& state, const Exchange& answer)
{
    if (is_out_of_time(answer))
        return out_of_time(state);
    Errands& errands = state.errands;
    Trace& trace = at_hand(state);
    Collection& collection = *find_collection(state, trace.collection_id);
    if (is_bad_key(answer) && !errands.clearing_anew)
        return begin_anew(state, collection);
    const auto reply = take_sync(collection, answer);
    if (reply)
        trace.server_id = find_arrived(*reply, trace.name);
    if (!trace.server_id.empty()) {
        errands.clearing_try = 0;
        return clear_next(state);
    }
    if (reply && reply->more_available) {
        if (++errands.clearing_windows >= most_windows)
            return give_up(state, "there is too much in its folder to look for it");
        --errands.clearing_try; // It is the same look.
        return clear_next(state);
    }
    if (errands.clearing_try < (trace.came_in ? 2 : most_tries))
        return clear_next(state);
    if (reply && (trace.item_class != "Email" || trace.refused || trace.came_in)) {
        errands.traces.pop_back(); // The server has not taken it in, or has it no longer.
        return next_trace(state);
    }
    return give_up(state, reply ? "it was sent and has not come in so far" : "it could not be looked for");
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
    if (is_out_of_time(answer))
        return out_of_time(state);
    const auto reply = answer.reply() == nullptr ? tl::unexpected(eas::Malformed{"no body"})
                                                 : eas::read_folder_sync(*answer.reply());
    if (!reply || reply->status != 1)
        return give_up(state, "the folders can no longer be asked for");
    state.hierarchy_key = reply->sync_key;
    Trace& trace = at_hand(state);
    const auto found = std::ranges::find_if(
        reply->added, [&](const eas::Folder& folder) { return is_named_by_run(state, folder); });
    if (found == reply->added.end()) {
        state.errands.traces.pop_back();
        state.errands.folder.reset();
        return next_trace(state);
    }
    trace.server_id = found->server_id;
    return clear_next(state);
}

Action ask_for_folders(State& state)
{
    return send(state,
                errand_request(state, eas::Command::FolderSync, eas::to_wire(eas::make_folder_sync("0"))),
                "clearing.folders", after_folders);
}

Action after_folder(State& state, const Exchange& answer)
{
    if (is_out_of_time(answer))
        return out_of_time(state);
    constexpr int gone = 4; // MS-ASCMD 2.2.3.177.4: the folder does not exist.
    const auto reply = answer.reply() == nullptr ? tl::unexpected(eas::Malformed{"no body"})
                                                 : eas::read_folder_change(*answer.reply());
    if (reply && (reply->status == 1 || reply->status == gone)) {
        if (!reply->sync_key.empty())
            state.hierarchy_key = reply->sync_key;
        state.errands.traces.pop_back();
        state.errands.folder.reset();
        return next_trace(state);
    }
    if (state.errands.clearing_try < 3)
        return ask_for_folders(state);
    state.errands.folder.reset();
    return give_up(state, "the server refuses to delete it");
}

Action after_move(State& state, const Exchange& answer)
{
    if (is_out_of_time(answer))
        return out_of_time(state);
    constexpr int moved = 3; // MS-ASCMD 2.2.3.177.10: here 3 is success.
    const auto reply = answer.reply() == nullptr ? tl::unexpected(eas::Malformed{"no body"})
                                                 : eas::read_move(*answer.reply());
    if (!reply || reply->status != moved)
        return clear_next(state); // Then it is deleted where it is.
    state.errands.traces.pop_back();
    return next_trace(state);
}

/// Everything there that bears the run's mark is a trace of its own.
Action after_copies(State& state, const Exchange& answer)
{
    if (is_out_of_time(answer))
        return out_of_time(state);
    const Trace place = at_hand(state);
    Collection& collection = *find_collection(state, place.collection_id);
    const bool was_opened = collection.sync_key != "0";
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
        return state.errands.clearing_try < most_windows ? clear_next(state)
                                                         : give_up(state, "there is too much in it");
    return next_trace(state);
}

/// Only what is of today can be a copy.
Action look_for_copies(State& state, const Trace& place)
{
    constexpr int one_day = 1; // MS-ASCMD 2.2.3.68.2.
    if (find_collection(state, place.collection_id) == nullptr)
        state.errands.opened.push_back({place.item_class, place.collection_id});
    eas::SyncRequest request = items_request(state, *find_collection(state, place.collection_id));
    request.filter_type = one_day;
    return send(state, errand_request(state, eas::Command::Sync, eas::to_wire(eas::make_sync(request))),
                "clearing.copies", after_copies);
}

Action remove_folder(State& state, const Trace& trace)
{
    if (trace.server_id.empty())
        return ask_for_folders(state);
    return send(state,
                errand_request(state, eas::Command::FolderDelete,
                               eas::to_wire(eas::make_folder_delete(state.hierarchy_key, trace.server_id))),
                "folder.delete", after_folder);
}

/// A mail goes into the run's own folder, and with it; a server that is to delete it may keep a copy.
Action remove_item(State& state, const Trace& trace)
{
    if (is_in_own_folder(state, trace)) {
        state.errands.traces.pop_back();
        return next_trace(state);
    }
    Collection* const collection = find_collection(state, trace.collection_id);
    if (collection == nullptr)
        return give_up(state, "its folder is gone");
    if (trace.renumbered && trace.server_id.empty() && !state.errands.clearing_anew)
        return begin_anew(state, *collection); // What went before may have passed it by.
    if (trace.server_id.empty())
        return send(state, sync_with(state, *collection, nullptr, nullptr), "clearing.look", after_look);
    if (trace.item_class == "Email" && state.errands.folder && state.errands.clearing_try == 0)
        return send(state,
                    errand_request(state, eas::Command::MoveItems,
                                   eas::to_wire(eas::make_move(trace.server_id, trace.collection_id,
                                                               state.errands.folder->id))),
                    "clearing.move", after_move);
    return send(state,
                sync_with(state, *collection, &trace,
                          [](pugi::xml_document& sync, const Trace& asked) {
                              eas::delete_item_for_good(sync, asked.server_id);
                          }),
                "clearing.delete", after_delete);
}

Action clear_next(State& state)
{
    Errands& errands = state.errands;
    if (errands.traces.empty()) {
        errands.clearing = false;
        return errands.ending ? Action(Done{*errands.ending}) : go_on_with_errands(state);
    }
    const Trace& trace = at_hand(state);
    switch (trace.kind) {
    case Trace::Kind::Folder:
        return remove_folder(state, trace);
    case Trace::Kind::Copies:
        return look_for_copies(state, trace);
    case Trace::Kind::Item:
        break;
    }
    return remove_item(state, trace);
}

} // namespace

Action begin_clearing(State& state)
{
    Errands& errands = state.errands;
    errands.clearing = true;
    errands.clearing_try = 0;
    errands.clearing_windows = 0;
    errands.clearing_anew = false;
    // The last one first: items, then the folders where copies of them may be, then the folder that was made.
    std::ranges::stable_sort(errands.traces, {}, [](const Trace& trace) {
        return trace.kind == Trace::Kind::Folder ? 0 : trace.kind == Trace::Kind::Copies ? 1 : 2;
    });
    return clear_next(state);
}

Action leave_clean(State& state, Action action)
{
    const auto* done = std::get_if<Done>(&action);
    if (done == nullptr || state.errands.traces.empty() || state.errands.ending)
        return action;
    state.errands.ending = done->ending;
    return begin_clearing(state);
}

Action end_run(State& state, Ending ending)
{
    if (!state.errands.clearing)
        return leave_clean(state, Done{std::move(ending)});
    leave_all_behind(state, "too much came while it was being removed");
    return Done{state.errands.ending.value_or(std::move(ending))};
}

} // namespace easprobe::session
