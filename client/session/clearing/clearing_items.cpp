// What the run has made: items in the phone's folders. Each is looked for where its ServerId is not known,
// deleted, and looked for once more.

#include "client/session/clearing/clearing_items.h"

#include "client/evidence/reply.h"
#include "client/session/clearing/clearing.h"
#include "client/session/errands/errand_requests.h"
#include "client/session/phases/sync_phase.h"
#include "protocol/eas/move_items.h"
#include "protocol/eas/statuses.h"

namespace easprobe::session {

namespace {

Action after_key(State& state, const Exchange& answer)
{
    if (!take_sync(*find_collection(state, trace_at_hand(state).collection_id), answer))
        return give_up(state, "its folder can no longer be synchronised");
    state.errands.clearing_try = 0;
    return clear_next(state);
}

/// The server has lost the key: the collection begins anew. From there on a ServerId may stand for something
/// of the user's, so that everything is looked for by its name again.
Action begin_anew(State& state, Collection& collection)
{
    ++state.errands.clearing_anew;
    for (Trace& trace : state.errands.traces)
        if (trace.kind == Trace::Kind::Item && trace.collection_id == collection.id) {
            trace.came_in = trace.came_in || !trace.server_id.empty();
            trace.server_id.clear();
            trace.renumbered = true;
        }
    collection.sync_key = eas::first_sync_key;
    return send_clearing(state, sync_with(state, collection, nullptr, nullptr), ErrandStep::ClearingKey,
                         after_key);
}

/// Once because the key was lost, and once to see that the item is gone.
bool may_begin_anew(const State& state)
{
    return state.errands.clearing_anew < 2;
}

bool is_bad_key(const Exchange& answer)
{
    if (answer.reply() == nullptr)
        return false;
    const auto reply = eas::read_sync(*answer.reply());
    return reply && reply->deciding_status() == eas::sync_status::bad_key;
}

void look_for_the_deleted(pugi::xml_document& sync, const Trace& asked)
{
    eas::fetch_item(sync, asked.server_id);
}

/// Where the answer does not say, the folder is looked through.
Action after_check(State& state, const Exchange& answer)
{
    const Trace& trace = trace_at_hand(state);
    Collection& collection = *find_collection(state, trace.collection_id);
    take_sync(collection, answer);
    switch (presence_of(answer, trace.server_id)) {
    case Presence::There:
        return give_up(state, still_there);
    case Presence::Gone:
        return is_cleared(state);
    case Presence::Unknown:
        break;
    }
    return may_begin_anew(state) ? begin_anew(state, collection) : give_up(state, not_seen);
}

Action after_delete(State& state, const Exchange& answer)
{
    Trace& trace = trace_at_hand(state);
    Collection& collection = *find_collection(state, trace.collection_id);
    if (is_bad_key(answer) && may_begin_anew(state))
        return begin_anew(state, collection);
    const int status = response_status(answer, "Delete");
    if (!take_sync(collection, answer) || (status != 1 && status != eas::sync_status::not_found))
        return state.errands.clearing_try < most_clearing_tries / 2
                   ? clear_next(state)
                   : give_up(state, "the server refuses to delete it");
    return send_clearing(state, sync_with(state, collection, &trace, look_for_the_deleted),
                         ErrandStep::ClearingCheck, after_check);
}

Action after_look(State& state, const Exchange& answer)
{
    Errands& errands = state.errands;
    Trace& trace = trace_at_hand(state);
    Collection& collection = *find_collection(state, trace.collection_id);
    if (is_bad_key(answer) && may_begin_anew(state))
        return begin_anew(state, collection);
    const auto reply = take_sync(collection, answer);
    if (reply)
        trace.server_id = find_arrived(*reply, trace.name);
    if (!trace.server_id.empty()) {
        errands.clearing_try = 0;
        return clear_next(state);
    }
    if (reply && reply->more_available) {
        if (++errands.clearing_windows >= most_clearing_windows)
            return give_up(state, "there is too much in its folder to look for it");
        --errands.clearing_try; // It is the same look.
        return clear_next(state);
    }
    // What goes by mail takes its time.
    const bool is_there_or_nowhere = trace.came_in || (trace.may_never_come && trace.item_class != "Email");
    const std::size_t looks = is_there_or_nowhere ? 2 : errands.clearing_anew > 0 ? 3 : most_clearing_tries;
    if (errands.clearing_try < looks)
        return clear_next(state);
    // A server that counts its keys in seconds passes by what came in the second of the last one.
    if (reply && !is_there_or_nowhere && !trace.may_never_come && errands.clearing_anew == 0)
        return begin_anew(state, collection);
    if (reply && (trace.may_never_come || trace.came_in))
        return is_cleared(state); // The server has not taken it in, or has it no longer.
    return give_up(state, reply ? "it was sent and has not come in so far" : "it could not be looked for");
}

Action after_move(State& state, const Exchange& answer)
{
    const auto reply = read_reply(answer, eas::read_move);
    if (!reply || reply->status != eas::move_status::moved)
        return clear_next(state); // Then it is deleted where it is.
    return is_cleared(state);
}

} // namespace

/// A mail goes into the run's own folder, and with it; a server that is to delete it may keep a copy.
Action clear_item(State& state, const Trace& trace)
{
    if (is_in_own_folder(state, trace))
        return is_cleared(state);
    Collection* const collection = find_collection(state, trace.collection_id);
    if (collection == nullptr)
        return give_up(state, "its folder is gone");
    if (trace.renumbered && trace.server_id.empty() && state.errands.clearing_anew == 0)
        return begin_anew(state, *collection); // What went before may have passed it by.
    if (trace.server_id.empty())
        return send_clearing(state, sync_with(state, *collection, nullptr, nullptr), ErrandStep::ClearingLook,
                             after_look);
    if (trace.item_class == "Email" && state.errands.folder && state.errands.clearing_try == 0)
        return send_clearing(state,
                             errand_request(state, eas::Command::MoveItems,
                                            eas::to_wire(eas::make_move(trace.server_id, trace.collection_id,
                                                                        state.errands.folder->id))),
                             ErrandStep::ClearingMove, after_move);
    return send_clearing(state,
                         sync_with(state, *collection, &trace,
                                   [](pugi::xml_document& sync, const Trace& asked) {
                                       eas::delete_item_for_good(sync, asked.server_id);
                                   }),
                         ErrandStep::ClearingDelete, after_delete);
}

} // namespace easprobe::session
