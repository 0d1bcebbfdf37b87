// With --write: the mail to oneself and the reply to it are put into a folder made for them, and deleted
// there; then the folder gets another name. It goes when the run clears away.

#include "client/evidence/reply.h"
#include "client/session/answer.h"
#include "client/session/errands/mail_actions.h"
#include "protocol/eas/folder_change.h"
#include "protocol/eas/move_items.h"
#include "protocol/eas/statuses.h"

#include <algorithm>
#include <array>

namespace easprobe::session {

namespace {

std::string new_name_of_folder(const State& state)
{
    return marked_name(state) + " renamed";
}

void erase(pugi::xml_document& sync, const Trace& trace)
{
    eas::delete_item_for_good(sync, trace.server_id);
}

std::optional<Outstanding> make_folder(State& state)
{
    if (!offers(state, eas::Command::FolderCreate))
        return std::nullopt;
    constexpr int user_mail = 12; // MS-ASCMD 2.2.3.186.2.
    state.errands.traces.push_back({Trace::Kind::Folder, {}, {}, {}, marked_name(state)});
    return errand_request(
        state, eas::Command::FolderCreate,
        eas::to_wire(eas::make_folder_create(state.hierarchy.sync_key, "0", marked_name(state), user_mail)));
}

Turn take_folder(State& state, const Exchange& answer)
{
    Trace& trace = *find_trace(state, {}, marked_name(state));
    if (refusal_of(answer) || answer.reply() == nullptr)
        return Turn::Next; // What became of it is unknown: it stays to be cleared away.
    const auto reply = eas::read_folder_change(*answer.reply());
    if (!reply || reply->status != 1) {
        strike_out(state, trace);
        return Turn::Next;
    }
    state.hierarchy.sync_key = reply->sync_key;
    // The id of a folder that was there before names no new one: it stays to be looked for by its name.
    if (std::ranges::find(state.hierarchy.folders, reply->server_id, &eas::Folder::server_id) !=
        state.hierarchy.folders.end())
        return Turn::Next;
    trace.server_id = reply->server_id;
    state.errands.folder = Collection{std::string(mail_class), reply->server_id};
    return Turn::Next;
}

template <SubjectOf subject>
std::optional<Outstanding> move_it(State& state)
{
    const Trace* const mail = find_trace(state, mail_class, subject(state));
    if (mail == nullptr || mail->server_id.empty() || !state.errands.folder ||
        !offers(state, eas::Command::MoveItems))
        return std::nullopt;
    return errand_request(
        state, eas::Command::MoveItems,
        eas::to_wire(eas::make_move(mail->server_id, mail->collection_id, state.errands.folder->id)));
}

template <SubjectOf subject>
Turn take_move(State& state, const Exchange& answer)
{
    const auto reply = read_reply(answer, eas::read_move);
    if (!reply || reply->status != eas::move_status::moved)
        return Turn::Next;
    Trace& mail = *find_trace(state, mail_class, subject(state));
    mail.collection_id = state.errands.folder->id;
    mail.server_id = reply->server_id;
    return Turn::Next;
}

bool is_moved(State& state)
{
    const Trace* const mail = find_trace(state, mail_class, marked_name(state));
    return mail != nullptr && is_in_own_folder(state, *mail);
}

std::optional<Outstanding> look_into_folder(State& state)
{
    if (!is_moved(state))
        return std::nullopt;
    return sync_with(state, *state.errands.folder, nullptr, nullptr);
}

/// From key 0, so that the server tells of all that is there.
std::optional<Outstanding> open_folder(State& state)
{
    if (state.errands.folder)
        state.errands.folder->sync_key = eas::first_sync_key;
    return look_into_folder(state);
}

Turn take_open(State& state, const Exchange& answer)
{
    take_sync(*state.errands.folder, answer);
    return Turn::Next;
}

/// Where the mail does not show there, the ServerId of the answer to MoveItems has to do.
Turn take_moved_in(State& state, const Exchange& answer)
{
    const auto reply = take_sync(*state.errands.folder, answer);
    if (!reply)
        return Turn::Next;
    const std::string server_id = find_arrived(*reply, marked_name(state));
    if (server_id.empty())
        return reply->more_available ? Turn::Again : Turn::Next;
    find_trace(state, mail_class, marked_name(state))->server_id = server_id;
    return Turn::Next;
}

Turn take_mail_deleted(State& state, const Exchange& answer)
{
    Trace& trace = *find_trace(state, mail_class, marked_name(state));
    trace.deleted = take_sync(*find_collection(state, trace.collection_id), answer).has_value() &&
                    response_status(answer, "Delete") == 1;
    return Turn::Next;
}

/// The folder is empty now, if all went well. The answer to key 0 brings no items, whatever there is.
Turn take_emptied(State& state, const Exchange& answer)
{
    const bool was_opened = state.errands.folder->sync_key != eas::first_sync_key;
    const auto reply = take_sync(*state.errands.folder, answer);
    if (was_opened && reply && reply->items.empty() && !reply->more_available)
        std::erase_if(state.errands.traces,
                      [&](const Trace& trace) { return is_in_own_folder(state, trace); });
    return Turn::Next;
}

/// A mail that could not be moved was deleted where it came in.
std::optional<Outstanding> look_where_it_was(State& state)
{
    return is_moved(state) ? std::nullopt : act_on(state, marked_name(state), ask_for);
}

Turn take_gone(State& state, const Exchange& answer)
{
    const Trace& trace = *find_trace(state, mail_class, marked_name(state));
    take_sync(*find_collection(state, trace.collection_id), answer);
    if (trace.deleted && presence_of(answer, trace.server_id) == Presence::Gone)
        strike_out(state, trace);
    return Turn::Next;
}

std::optional<Outstanding> rename_folder(State& state)
{
    if (!state.errands.folder || !offers(state, eas::Command::FolderUpdate))
        return std::nullopt;
    return errand_request(
        state, eas::Command::FolderUpdate,
        eas::to_wire(eas::make_folder_update(state.hierarchy.sync_key, state.errands.folder->id, "0",
                                             new_name_of_folder(state))));
}

Turn take_renamed(State& state, const Exchange& answer)
{
    const auto reply = read_reply(answer, eas::read_folder_change);
    if (reply && reply->status == 1) {
        state.hierarchy.sync_key = reply->sync_key;
        find_trace(state, {}, marked_name(state))->name = new_name_of_folder(state);
    }
    return Turn::Next;
}

constexpr std::array folder_steps = {
    Step{ErrandStep::FolderCreate, make_folder, take_folder},
};

constexpr std::array steps = {
    Step{ErrandStep::MailMove, move_it<marked_name>, take_move<marked_name>},
    Step{ErrandStep::ReplyMove, move_it<subject_of_reply>, take_move<subject_of_reply>},
    Step{ErrandStep::FolderOpen, open_folder, take_open},
    Step{ErrandStep::MailArriveInFolder, look_into_folder, take_moved_in},
    Step{ErrandStep::MailDelete, act_on<marked_name, erase>, take_mail_deleted},
    Step{ErrandStep::ReplyDelete, act_on<subject_of_reply, erase>, take_action<subject_of_reply>},
    Step{ErrandStep::FolderReopen, open_folder, take_open},
    Step{ErrandStep::FolderLook, look_into_folder, take_emptied},
    Step{ErrandStep::MailGone, look_where_it_was, take_gone},
    Step{ErrandStep::FolderRename, rename_folder, take_renamed},
};

} // namespace

const Errand make_mail_folder{
    .writes = true, .clears = false, .item_class = mail_class, .steps = folder_steps};
const Errand file_mail{.writes = true, .clears = true, .item_class = mail_class, .steps = steps};

} // namespace easprobe::session
