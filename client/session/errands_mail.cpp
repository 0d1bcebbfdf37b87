// With --write: a mail to oneself. It is sent, wakes the phone, is read and answered. What a server that
// keeps copies has made of it goes when the run clears away.

#include "client/session/errands_mail.h"
#include "protocol/eas/mail_message.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

/// The mail ought to be there in this time; a server that looks every few seconds has looked by then.
constexpr std::chrono::seconds longest_way{20};
constexpr Milliseconds grace{10'000};

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

/// The answer to a mail that went out is empty (MS-ASCMD 2.2.1.17). One that was refused is nowhere. Where
/// the server failed at it, it is looked for; where a gateway answered, or nobody, it may be on its way.
Turn take_sent(State& state, const Exchange& answer, const std::string& subject)
{
    constexpr int bad_gateway = 502;
    constexpr int gateway_timeout = 504;
    Trace* const trace = find_trace(state, mail_class, subject);
    if (trace == nullptr || answer.response() == nullptr)
        return Turn::Next;
    const int status = answer.response()->status;
    if (status >= 400 && status < 500)
        strike_out(state, *trace);
    else
        trace->refused = status >= 500 && status != bad_gateway && status != gateway_timeout;
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
    // Within what the server has said that it takes.
    const auto heartbeat = std::min(std::max(state.ping.server_shortest, longest_way),
                                    state.ping.server_longest.value_or(std::chrono::seconds::max()));
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
    std::vector<eas::CommandParameter> answered{{"ItemId", mail->server_id},
                                                {"CollectionId", mail->collection_id}};
    state.errands.traces.push_back(
        {Trace::Kind::Item, std::string(mail_class), mail->collection_id, {}, subject_of_reply(state)});
    return errand_request(state, eas::Command::SmartReply,
                          mail_to_self(state, subject_of_reply(state), "reply"), std::move(answered));
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

constexpr std::array steps = {
    Step{"mail.send", send_mail, take_mail_sent},
    Step{"mail.wait", wait, go_on},
    Step{"mail.arrive", look_for_mail, take_mail},
    Step{"mail.mark-read", mark_read, take_mail_action},
    Step{"mail.look", look_at_mail, take_look},
    Step{"reply.send", answer_it, take_answer_sent},
    Step{"reply.arrive", look_for_answer, take_answer_in},
};

} // namespace

const Errand mail_to_oneself{true, false, mail_class, steps};

} // namespace easprobe::session
