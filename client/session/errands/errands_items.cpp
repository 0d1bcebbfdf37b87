// With --write: a contact, an event and a task that the owner makes on the phone, changes and deletes again.
// After the change and after the deletion the server is asked what it has of it.

#include "client/session/errands/errand.h"
#include "client/session/errands/errand_requests.h"
#include "client/session/errands/errands.h"
#include "client/session/errands/sample_items.h"
#include "client/session/phases/sync_phase.h"

#include <array>

namespace easprobe::session {

namespace {

Trace* trace_at_hand(State& state)
{
    return find_trace(state, current_errand(state).item_class, marked_name(state));
}

/// The trace, once the server has given the item its ServerId.
Trace* known_trace(State& state)
{
    Trace* const trace = trace_at_hand(state);
    return trace == nullptr || trace->server_id.empty() ? nullptr : trace;
}

Collection* collection_at_hand(State& state)
{
    return find_class(state, current_errand(state).item_class);
}

/// A Sync that says what the phone did to the item; it needs what State alone knows for the fields.
std::optional<Outstanding> send_edition(State& state, Edition edition)
{
    Collection* const collection = collection_at_hand(state);
    Trace* const trace = trace_at_hand(state);
    if (collection == nullptr || trace == nullptr)
        return std::nullopt;
    const auto fields = sample_item(current_errand(state).item_class, marked_name(state),
                                    state.circumstances.handset_clock, edition);
    pugi::xml_document body = eas::make_sync(items_request(state, *collection));
    if (edition == Edition::First)
        eas::add_item(body, state.options.mark, fields);
    else
        eas::change_item(body, trace->server_id, fields);
    return errand_request(state, eas::Command::Sync, eas::to_wire(body));
}

std::optional<Outstanding> send_new(State& state)
{
    Collection* const collection = collection_at_hand(state);
    if (collection == nullptr)
        return std::nullopt;
    state.errands.traces.push_back(
        {Trace::Kind::Item, collection->item_class, collection->id, {}, marked_name(state)});
    return send_edition(state, Edition::First);
}

Turn take_new(State& state, const Exchange& answer)
{
    Trace& trace = *trace_at_hand(state);
    trace.may_never_come = has_failed(answer); // Unless its ServerId comes.
    if (!take_sync(*collection_at_hand(state), answer) || answer.reply() == nullptr)
        return Turn::GiveUp; // What became of it may be unknown: it stays to be cleared away.
    for (const eas::SyncResponse& response : eas::read_sync_responses(*answer.reply()))
        if (response.command == "Add" && response.status == 1)
            trace.server_id = response.server_id;
    return trace.server_id.empty() ? Turn::GiveUp : Turn::Next;
}

std::optional<Outstanding> send_changed(State& state)
{
    return known_trace(state) == nullptr ? std::nullopt : send_edition(state, Edition::Changed);
}

Turn take_key(State& state, const Exchange& answer)
{
    return take_sync(*collection_at_hand(state), answer) ? Turn::Next : Turn::GiveUp;
}

std::optional<Outstanding> send_with(State& state, AddCommands commands)
{
    Collection* const collection = collection_at_hand(state);
    const Trace* const trace = known_trace(state);
    if (collection == nullptr || trace == nullptr)
        return std::nullopt;
    return sync_with(state, *collection, trace, commands);
}

std::optional<Outstanding> look(State& state)
{
    return send_with(
        state, [](pugi::xml_document& sync, const Trace& trace) { eas::fetch_item(sync, trace.server_id); });
}

/// A server that knows no Fetch has not lost the item by it.
Turn take_look(State& state, const Exchange& answer)
{
    take_sync(*collection_at_hand(state), answer);
    return Turn::Next;
}

std::optional<Outstanding> send_deleted(State& state)
{
    return send_with(state, [](pugi::xml_document& sync, const Trace& trace) {
        eas::delete_item_for_good(sync, trace.server_id);
    });
}

Turn take_deleted(State& state, const Exchange& answer)
{
    if (!take_sync(*collection_at_hand(state), answer))
        return Turn::GiveUp;
    trace_at_hand(state)->deleted = response_status(answer, "Delete") == 1;
    return Turn::Next;
}

/// Whatever else the answer is, it does not show that the item is gone: then it stays to be cleared away.
Turn take_gone(State& state, const Exchange& answer)
{
    take_sync(*collection_at_hand(state), answer);
    const Trace& trace = *trace_at_hand(state);
    if (!trace.deleted || presence_of(answer, trace.server_id) != Presence::Gone)
        return Turn::GiveUp;
    strike_out(state, trace);
    return Turn::Next;
}

constexpr std::array contact_steps = {
    Step{ErrandStep::ContactAdd, send_new, take_new},
    Step{ErrandStep::ContactChange, send_changed, take_key},
    Step{ErrandStep::ContactLook, look, take_look},
    Step{ErrandStep::ContactDelete, send_deleted, take_deleted},
    Step{ErrandStep::ContactGone, look, take_gone},
};
constexpr std::array event_steps = {
    Step{ErrandStep::EventAdd, send_new, take_new}, Step{ErrandStep::EventChange, send_changed, take_key},
    Step{ErrandStep::EventLook, look, take_look},   Step{ErrandStep::EventDelete, send_deleted, take_deleted},
    Step{ErrandStep::EventGone, look, take_gone},
};
constexpr std::array task_steps = {
    Step{ErrandStep::TaskAdd, send_new, take_new}, Step{ErrandStep::TaskChange, send_changed, take_key},
    Step{ErrandStep::TaskLook, look, take_look},   Step{ErrandStep::TaskDelete, send_deleted, take_deleted},
    Step{ErrandStep::TaskGone, look, take_gone},
};

} // namespace

const Errand keep_contact{.writes = true, .clears = true, .item_class = "Contacts", .steps = contact_steps};
const Errand keep_event{.writes = true, .clears = true, .item_class = "Calendar", .steps = event_steps};
const Errand keep_task{.writes = true, .clears = true, .item_class = "Tasks", .steps = task_steps};

} // namespace easprobe::session
