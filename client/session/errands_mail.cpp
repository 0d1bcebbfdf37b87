// With --write: a mail to oneself. A folder is made for it; it is sent, wakes the phone, is read, answered,
// moved into the folder and deleted there; then the folder gets another name. It goes, with whatever a server
// that keeps copies has made of the mail, when the run clears away.

#include "client/session/errand.h"
#include "protocol/eas/folder_change.h"
#include "protocol/eas/mail_message.h"
#include "protocol/eas/move_items.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

constexpr std::string_view mail_class = "Email";

/// The mail ought to be there in this time; a server that looks every few seconds has looked by then.
constexpr std::chrono::seconds longest_way{20};
constexpr Milliseconds grace{10'000};

std::string subject_of_reply(const State& state)
{
    return "Re: " + marked_name(state);
}

std::string new_name_of_folder(const State& state)
{
    return marked_name(state) + " renamed";
}

Collection* inbox(State& state)
{
    return find_class(state, mail_class);
}

std::string mail_to_self(const State& state, const std::string& subject, std::string_view which)
{
    eas::MailMessage message;
    message.from = state.errands.own_address;
    message.to = state.errands.own_address;
    message.subject = subject;
    message.message_id = fmt::format("{}.{}@easprobe.invalid", state.options.mark, which);
    message.date = state.options.clock;
    message.text = "easprobe has sent this to see whether mail goes out and comes back.\r\n"
                   "It is deleted again by itself; where it stays, it may be deleted.\r\n";
    return eas::to_rfc822(message);
}

/// Servers that take no notice of SaveInSent or DeletesAsMoves put copies into these folders.
void expect_copies(State& state)
{
    for (const eas::FolderType type : {eas::FolderType::SentItems, eas::FolderType::DeletedItems})
        if (const eas::Folder* const folder = find_folder(state, type))
            state.errands.traces.push_back(
                {Trace::Kind::Copies, std::string(mail_class), folder->server_id, {}, folder->display_name});
}

std::optional<transport::Sending> send_mail(State& state)
{
    const Collection* const collection = inbox(state);
    if (collection == nullptr || state.errands.own_address.empty() || !offers(state, eas::Command::SendMail))
        return std::nullopt;
    expect_copies(state);
    state.errands.traces.push_back(
        {Trace::Kind::Item, std::string(mail_class), collection->id, {}, marked_name(state)});
    return errand_request(state, eas::Command::SendMail, mail_to_self(state, marked_name(state), "mail"));
}

/// The answer to a mail that went out is empty (MS-ASCMD 2.2.1.17). One that was refused is nowhere; where
/// there was no answer at all it may be on its way.
Turn take_sent(State& state, const Exchange& answer, const std::string& subject)
{
    const Trace* const trace = find_trace(state, mail_class, subject);
    if (refusal_of(answer) && answer.response() != nullptr && trace != nullptr)
        strike_out(state, *trace);
    return Turn::Next;
}

Turn take_mail_sent(State& state, const Exchange& answer)
{
    return take_sent(state, answer, marked_name(state));
}

/// The phone waits for it as it always does.
std::optional<transport::Sending> wait(State& state)
{
    if (!state.options.ping || find_trace(state, mail_class, marked_name(state)) == nullptr ||
        !offers(state, eas::Command::Ping))
        return std::nullopt;
    std::vector<eas::PingFolder> folders;
    for (const Collection& collection : state.collections)
        folders.push_back({collection.id, collection.item_class});
    const auto heartbeat = std::max(state.heartbeat, longest_way);
    const auto asked = state.options.heartbeat;
    const auto patience = asked.count() > 0 ? std::min(asked, longest_way) : longest_way;
    transport::Sending sending =
        errand_request(state, eas::Command::Ping, eas::to_wire(eas::make_ping(heartbeat, folders)));
    sending.timeout = Milliseconds(heartbeat) + grace;
    sending.hold = heartbeat > patience ? Milliseconds(patience) : Milliseconds(0);
    return sending;
}

Turn go_on(State&, const Exchange&)
{
    return Turn::Next;
}

std::optional<transport::Sending> look_for(State& state, const std::string& subject)
{
    Collection* const collection = inbox(state);
    if (collection == nullptr || find_trace(state, mail_class, subject) == nullptr)
        return std::nullopt;
    return sync_with(state, *collection, nullptr, nullptr);
}

Turn take_arrival(State& state, const Exchange& answer, const std::string& subject)
{
    Trace& trace = *find_trace(state, mail_class, subject);
    const auto reply = take_sync(*inbox(state), answer);
    if (!reply)
        return Turn::Next;
    trace.server_id = find_arrived(*reply, subject);
    if (!trace.server_id.empty())
        return Turn::Next;
    return reply->more_available ? Turn::Again : Turn::AgainLater;
}

std::optional<transport::Sending> look_for_mail(State& state)
{
    return look_for(state, marked_name(state));
}

Turn take_mail(State& state, const Exchange& answer)
{
    return take_arrival(state, answer, marked_name(state));
}

/// A Sync of the folder that the mail of this subject is in, once it is known where.
std::optional<transport::Sending> act_on(State& state, const std::string& subject, AddCommands commands)
{
    const Trace* const trace = find_trace(state, mail_class, subject);
    if (trace == nullptr || trace->server_id.empty())
        return std::nullopt;
    const Collection* const collection = find_collection(state, trace->collection_id);
    return collection == nullptr ? std::nullopt
                                 : std::optional(sync_with(state, *collection, trace, commands));
}

/// What can still be done when the server refuses it is seen at the next step.
Turn take_action(State& state, const Exchange& answer, const std::string& subject)
{
    const Trace& trace = *find_trace(state, mail_class, subject);
    take_sync(*find_collection(state, trace.collection_id), answer);
    return Turn::Next;
}

Turn take_mail_action(State& state, const Exchange& answer)
{
    return take_action(state, answer, marked_name(state));
}

std::optional<transport::Sending> mark_read(State& state)
{
    return act_on(state, marked_name(state), [](pugi::xml_document& sync, const Trace& trace) {
        eas::change_item(sync, trace.server_id, {{"email:Read", "1"}});
    });
}

void ask_for(pugi::xml_document& sync, const Trace& trace)
{
    eas::fetch_item(sync, trace.server_id);
}

void erase(pugi::xml_document& sync, const Trace& trace)
{
    eas::delete_item_for_good(sync, trace.server_id);
}

std::optional<transport::Sending> look_at_mail(State& state)
{
    return act_on(state, marked_name(state), ask_for);
}

Turn take_look(State& state, const Exchange& answer)
{
    take_action(state, answer, marked_name(state));
    return Turn::Next;
}

std::optional<transport::Sending> answer_it(State& state)
{
    const Trace* const mail = find_trace(state, mail_class, marked_name(state));
    if (mail == nullptr || mail->server_id.empty() || !offers(state, eas::Command::SmartReply))
        return std::nullopt;
    Reply reply{mail->server_id, mail->collection_id};
    state.errands.traces.push_back(
        {Trace::Kind::Item, std::string(mail_class), mail->collection_id, {}, subject_of_reply(state)});
    return errand_request(state, eas::Command::SmartReply,
                          mail_to_self(state, subject_of_reply(state), "reply"), std::move(reply));
}

/// Without its answer the mail can still be moved and deleted.
Turn take_answer_sent(State& state, const Exchange& answer)
{
    take_sent(state, answer, subject_of_reply(state));
    return Turn::Next;
}

std::optional<transport::Sending> look_for_answer(State& state)
{
    return look_for(state, subject_of_reply(state));
}

Turn take_answer_in(State& state, const Exchange& answer)
{
    return take_arrival(state, answer, subject_of_reply(state));
}

std::optional<transport::Sending> make_folder(State& state)
{
    if (!offers(state, eas::Command::FolderCreate))
        return std::nullopt;
    constexpr int user_mail = 12; // MS-ASCMD 2.2.3.186.2.
    state.errands.traces.push_back({Trace::Kind::Folder, {}, {}, {}, marked_name(state)});
    return errand_request(
        state, eas::Command::FolderCreate,
        eas::to_wire(eas::make_folder_create(state.hierarchy_key, "0", marked_name(state), user_mail)));
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
    trace.server_id = reply->server_id;
    state.hierarchy_key = reply->sync_key;
    state.errands.folder = Collection{std::string(mail_class), reply->server_id};
    return Turn::Next;
}

std::optional<transport::Sending> move_it(State& state, const std::string& subject)
{
    const Trace* const mail = find_trace(state, mail_class, subject);
    if (mail == nullptr || mail->server_id.empty() || !state.errands.folder ||
        !offers(state, eas::Command::MoveItems))
        return std::nullopt;
    return errand_request(
        state, eas::Command::MoveItems,
        eas::to_wire(eas::make_move(mail->server_id, mail->collection_id, state.errands.folder->id)));
}

Turn take_move(State& state, const Exchange& answer, const std::string& subject)
{
    constexpr int moved = 3; // MS-ASCMD 2.2.3.177.10: here 3 is success.
    const auto reply = answer.reply() == nullptr ? tl::unexpected(eas::Malformed{"no body"})
                                                 : eas::read_move(*answer.reply());
    if (!reply || reply->status != moved)
        return Turn::Next;
    Trace& mail = *find_trace(state, mail_class, subject);
    mail.collection_id = state.errands.folder->id;
    mail.server_id = reply->server_id;
    return Turn::Next;
}

std::optional<transport::Sending> move_mail(State& state)
{
    return move_it(state, marked_name(state));
}

Turn take_mail_moved(State& state, const Exchange& answer)
{
    return take_move(state, answer, marked_name(state));
}

std::optional<transport::Sending> move_answer(State& state)
{
    return move_it(state, subject_of_reply(state));
}

Turn take_answer_moved(State& state, const Exchange& answer)
{
    return take_move(state, answer, subject_of_reply(state));
}

bool is_moved(State& state)
{
    const Trace* const mail = find_trace(state, mail_class, marked_name(state));
    return mail != nullptr && is_in_own_folder(state, *mail);
}

std::optional<transport::Sending> look_into_folder(State& state)
{
    if (!is_moved(state))
        return std::nullopt;
    return sync_with(state, *state.errands.folder, nullptr, nullptr);
}

/// From key 0, so that the server tells of all that is there.
std::optional<transport::Sending> open_folder(State& state)
{
    if (state.errands.folder)
        state.errands.folder->sync_key = "0";
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

std::optional<transport::Sending> delete_mail(State& state)
{
    return act_on(state, marked_name(state), erase);
}

std::optional<transport::Sending> delete_answer(State& state)
{
    return act_on(state, subject_of_reply(state), erase);
}

Turn take_answer_action(State& state, const Exchange& answer)
{
    return take_action(state, answer, subject_of_reply(state));
}

/// The folder is empty now, if all went well.
Turn take_emptied(State& state, const Exchange& answer)
{
    const auto reply = take_sync(*state.errands.folder, answer);
    if (reply && reply->items.empty())
        std::erase_if(state.errands.traces,
                      [&](const Trace& trace) { return is_in_own_folder(state, trace); });
    return Turn::Next;
}

/// A mail that could not be moved was deleted where it came in.
std::optional<transport::Sending> look_where_it_was(State& state)
{
    return is_moved(state) ? std::nullopt : act_on(state, marked_name(state), ask_for);
}

Turn take_gone(State& state, const Exchange& answer)
{
    take_action(state, answer, marked_name(state));
    const Trace& trace = *find_trace(state, mail_class, marked_name(state));
    if (answer.response() != nullptr && !brings_item(answer, trace.server_id))
        strike_out(state, trace);
    return Turn::Next;
}

std::optional<transport::Sending> rename_folder(State& state)
{
    if (!state.errands.folder || !offers(state, eas::Command::FolderUpdate))
        return std::nullopt;
    return errand_request(state, eas::Command::FolderUpdate,
                          eas::to_wire(eas::make_folder_update(state.hierarchy_key, state.errands.folder->id,
                                                               "0", new_name_of_folder(state))));
}

Turn take_renamed(State& state, const Exchange& answer)
{
    const auto reply = answer.reply() == nullptr ? tl::unexpected(eas::Malformed{"no body"})
                                                 : eas::read_folder_change(*answer.reply());
    if (reply && reply->status == 1) {
        state.hierarchy_key = reply->sync_key;
        find_trace(state, {}, marked_name(state))->name = new_name_of_folder(state);
    }
    return Turn::Next;
}

constexpr std::array steps = {
    Step{"folder.create", make_folder, take_folder},
    Step{"mail.send", send_mail, take_mail_sent},
    Step{"mail.wait", wait, go_on},
    Step{"mail.arrive", look_for_mail, take_mail},
    Step{"mail.mark-read", mark_read, take_mail_action},
    Step{"mail.look", look_at_mail, take_look},
    Step{"reply.send", answer_it, take_answer_sent},
    Step{"reply.arrive", look_for_answer, take_answer_in},
    Step{"mail.move", move_mail, take_mail_moved},
    Step{"reply.move", move_answer, take_answer_moved},
    Step{"folder.open", open_folder, take_open},
    Step{"mail.arrive-in-folder", look_into_folder, take_moved_in},
    Step{"mail.delete", delete_mail, take_mail_action},
    Step{"reply.delete", delete_answer, take_answer_action},
    Step{"folder.reopen", open_folder, take_open},
    Step{"folder.look", look_into_folder, take_emptied},
    Step{"mail.gone", look_where_it_was, take_gone},
    Step{"folder.rename", rename_folder, take_renamed},
};

} // namespace

const Errand mail_to_oneself{true, mail_class, steps};

} // namespace easprobe::session
