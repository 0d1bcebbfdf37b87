// With --write: a mail to oneself. It is sent, wakes the phone, is read, answered and forwarded. What a
// server that keeps copies has made of it goes when the run clears away.

#include "client/session/errands/mail_actions.h"
#include "protocol/eas/mail_message.h"
#include "protocol/eas/ping.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace easprobe::session {

namespace {

/// The mail ought to be there in this time; a server that looks every few seconds has looked by then.
constexpr std::chrono::seconds longest_way{20};
constexpr Milliseconds grace{10'000};

/// The name of the mail in its Message-ID, and what stands in it.
struct Words {
    std::string_view which;
    std::string_view text;
};
constexpr Words first_words{"mail",
                            "easprobe has sent this to see whether mail goes out and comes back.\r\n"};
/// Without the first ones, so that these are seen to have come along.
constexpr Words words_of_reply{"reply", "easprobe has answered a mail of its own.\r\n"};
constexpr Words words_of_forward{"forward", "easprobe has forwarded a mail of its own.\r\n"};

std::string mail_to_self(const State& state, const std::string& subject, const Words& words)
{
    eas::MailMessage message;
    message.from = state.errands.own_address;
    message.to = state.errands.own_address;
    message.subject = subject;
    message.message_id = fmt::format("{}.{}@easprobe.invalid", state.options.mark, words.which);
    message.date = state.circumstances.handset_clock;
    message.text =
        std::string(words.text) + "It is deleted again by itself; where it stays, it may be deleted.\r\n";
    return eas::to_rfc822(message);
}

std::optional<Outstanding> send_mail(State& state)
{
    const Collection* const collection = inbox(state);
    if (collection == nullptr || state.errands.own_address.empty() || !offers(state, eas::Command::SendMail))
        return std::nullopt;
    expect_copies(state);
    state.errands.traces.push_back(
        {Trace::Kind::Item, std::string(mail_class), collection->id, {}, marked_name(state)});
    return errand_request(state, eas::Command::SendMail,
                          mail_to_self(state, marked_name(state), first_words));
}

/// The phone waits for it as it always does.
std::optional<Outstanding> wait(State& state)
{
    if (!state.circumstances.ping || find_trace(state, mail_class, marked_name(state)) == nullptr ||
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
    Outstanding ping =
        errand_request(state, eas::Command::Ping, eas::to_wire(eas::make_ping(heartbeat, folders)));
    ping.sending.timeout = Milliseconds(heartbeat) + grace;
    ping.sending.hold = heartbeat > patience ? Milliseconds(patience) : Milliseconds(0);
    return ping;
}

Turn go_on(State&, const Exchange&)
{
    return Turn::Next;
}

Turn take_mail(State& state, const Exchange& answer)
{
    const Turn turn = take_arrival(state, answer, marked_name(state));
    state.errands.mail_comes_in = !find_trace(state, mail_class, marked_name(state))->server_id.empty();
    return turn;
}

void mark_read(pugi::xml_document& sync, const Trace& trace)
{
    eas::change_item(sync, trace.server_id, {{"email:Read", "1"}});
}

/// A mail of the owner's that goes back to the server with the name of the one it is about.
std::optional<Outstanding> pass_on(State& state, eas::Command command, const std::string& subject,
                                   const Words& words)
{
    const Trace* const mail = find_trace(state, mail_class, marked_name(state));
    if (mail == nullptr || mail->server_id.empty() || !offers(state, command))
        return std::nullopt;
    std::vector<eas::CommandParameter> source{{"ItemId", mail->server_id},
                                              {"CollectionId", mail->collection_id}};
    state.errands.traces.push_back(
        {Trace::Kind::Item, std::string(mail_class), mail->collection_id, {}, subject});
    return errand_request(state, command, mail_to_self(state, subject, words), std::move(source));
}

std::optional<Outstanding> answer_it(State& state)
{
    return pass_on(state, eas::Command::SmartReply, subject_of_reply(state), words_of_reply);
}

std::optional<Outstanding> forward_it(State& state)
{
    return pass_on(state, eas::Command::SmartForward, subject_of_forward(state), words_of_forward);
}

constexpr std::array steps = {
    Step{ErrandStep::MailSend, send_mail, take_sent<marked_name>},
    Step{ErrandStep::MailWait, wait, go_on},
    Step{ErrandStep::MailArrive, look_for<marked_name>, take_mail},
    Step{ErrandStep::MailMarkRead, act_on<marked_name, mark_read>, take_action<marked_name>},
    Step{ErrandStep::MailLook, act_on<marked_name, ask_for>, take_action<marked_name>},
    Step{ErrandStep::ReplySend, answer_it, take_sent<subject_of_reply>},
    Step{ErrandStep::ReplyArrive, look_for<subject_of_reply>, take_arrival<subject_of_reply>},
    Step{ErrandStep::ForwardSend, forward_it, take_sent<subject_of_forward>},
    Step{ErrandStep::ForwardArrive, look_for<subject_of_forward>, take_arrival<subject_of_forward>},
};

} // namespace

const Errand mail_to_oneself{.writes = true, .clears = false, .item_class = mail_class, .steps = steps};

} // namespace easprobe::session
